import { createOfflineModel } from "@/lib/adapters/offline-model/offline-model";
import { systemTimers } from "@/lib/adapters/node/system-timers";
import { createRecallReader } from "@/lib/adapters/supabase/recall-reader";
import { createTurnSettingsReader } from "@/lib/adapters/supabase/turn-settings-reader";
import { recalledTokens, RECALL_SHARE } from "@/lib/domain/context/recalled";
import type { Embedder } from "@/lib/ports/embedder";
import type { TokenCounter } from "@/lib/ports/token-counter";
import { assembleCall } from "@/lib/services/context/assemble-call";
import { callSettings } from "@/lib/services/context/call-settings";
import { planCall } from "@/lib/services/context/plan-call";
import { createModelRegistry } from "@/lib/services/models/model-registry";
import { recallForTurn, type TurnRecall } from "@/lib/services/recall/recall-for-turn";
import type { StoredConversation } from "./stored-conversation";

export type Recalled = { text: string; tokens: number; confidence: number };

const REPLY_RESERVE = 256;
/** Nothing of it stands in the window: what is recalled is all that is judged. */
const NO_WINDOW = { rows: [], pinnedRows: [], older: null, muted: { messages: 0, tokens: 0 } };
/** The quality is measured here, not the speed: a vector that is late on a busy machine counts, too. */
const PATIENT = {
  ...systemTimers,
  after: (ms: number, run: () => void) => systemTimers.after(100 * ms, run),
};

/** What turns of this conversation find and recall, by the services that turns use. */
export function recallIn(
  { id, client }: StoredConversation,
  { counter, embedder, now }: { counter: TokenCounter; embedder: Embedder | null; now: () => number },
) {
  const warn = (fields: object, event: string) => console.warn(event, fields);
  const log = { info: () => undefined, warn, error: warn };
  const deps = {
    recall: createRecallReader(client),
    embedder: () => embedder,
    clock: { now },
    timers: PATIENT,
    log,
    counter,
    models: createModelRegistry({ models: [createOfflineModel({ tokensPerSecond: 0 })], absent: [] }),
  };
  const settings = createTurnSettingsReader(client);
  const found = (text: string): Promise<TurnRecall> =>
    recallForTurn(deps, { conversationId: id, agentId: null, seq: null, text, settings: null });

  return {
    found,
    /** The recalled message of a call whose room for it is so many tokens. */
    recalled: async (text: string, room: number): Promise<Recalled> => {
      const wishes = {
        strategy: "hybrid",
        maxTokens: Math.ceil(room / RECALL_SHARE),
        replyReserve: REPLY_RESERVE,
      } as const;
      const plan = await planCall(deps, callSettings(await settings.forChat(id, null), room, wishes), text);
      const recall = await found(text);
      const call = await assembleCall(deps, {
        plan,
        window: NO_WINDOW,
        current: { content: text, tokens: plan.messageTokens, seq: null, saidAt: null },
        granted: null,
        conversationId: id,
        recall,
      });
      const { recalled, messages } = call.built;
      const heading = call.recall.part?.heading;
      const said = messages.at(-2);
      if (recalled.length === 0 || heading === undefined || said === undefined) {
        return { text: "", tokens: 0, confidence: call.recall.note.confidence };
      }
      const tokens = recalledTokens(plan.chosen.info.family, heading, recalled);
      return { text: said.content, tokens, confidence: call.recall.note.confidence };
    },
  };
}
