import { buildContext, type BuiltContext } from "@/lib/domain/context/build-context";
import { contextReport } from "@/lib/domain/context/context-report";
import type { LeftOut } from "@/lib/domain/context/context-row";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { BegunTurn, WindowRow } from "@/lib/ports/turn-store";
import type { ContextReport } from "@/types/chat";
import { recountRows } from "../context/recount-rows";
import type { TurnPlan } from "./plan-turn";

export type TurnContext = { built: BuiltContext<WindowRow>; report: ContextReport; recounted: number };

/** What this turn's call holds, from the rows that begin_turn returned. */
export async function buildTurnContext(
  counter: TokenCounter,
  plan: TurnPlan,
  begun: BegunTurn,
): Promise<TurnContext> {
  const { info } = plan.chosen;
  const { rows, recounted } = await recountRows(counter, info.family, begun.windowRows);
  const built = buildContext({
    strategy: begun.conversation.memoryStrategy,
    budget: plan.budget,
    reserve: plan.reserve.reserve,
    system: plan.system,
    rows,
    older: olderThan(begun),
    current: {
      content: begun.userMessage.content,
      tokens: plan.messageTokens,
      seq: begun.userMessage.seq,
      saidAt: begun.userMessage.createdAt,
    },
  });
  const report = contextReport(built, { budget: plan.budget, reserve: plan.reserve, model: info });
  return { built, report, recounted };
}

/** What was not read. A conversation opens at seq 1 with a message that no retry replaces. */
function olderThan({ windowRows, userMessage, conversation }: BegunTurn): LeftOut | null {
  const oldest = windowRows.at(-1)?.seq ?? userMessage.seq;
  if (oldest <= 1) return null;
  // The conversation counts this turn's message and reply too.
  const unread = conversation.messageCount - windowRows.length - 2;
  return { messages: Math.max(1, unread), from: 1, to: oldest - 1 };
}
