import type { TurnSettings } from "@/lib/ports/turn-settings";
import { callSettings } from "../context/call-settings";
import type { RecallSettings } from "./recall-for-turn";

/** What a turn's settings say about recall; the budget decides nothing in it. */
export function recallSettings(stored: TurnSettings): RecallSettings {
  const { agent, conversation } = stored;
  return {
    hybrid: callSettings(stored, 0).strategy === "hybrid",
    temporary: conversation?.temporary ?? false,
    memory: agent.memory ?? true,
    // The conversation's own wish may have changed since it was read: the database looks at it again.
    recallPast: agent.recallPast ?? true,
  };
}
