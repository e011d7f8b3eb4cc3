import { toAppError } from "@/lib/domain/errors";
import type { ReplayedRun } from "@/lib/domain/lab/replay-run";
import type { CallLedger } from "@/lib/ports/call-ledger";
import type { Clock } from "@/lib/ports/clock";
import type { Logger } from "@/lib/ports/logger";
import type { Timers } from "@/lib/ports/timers";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TurnLimits } from "@/lib/ports/turn-store";
import type { ConversationId, UserId } from "@/types/ids";
import { askModel } from "./ask-model";
import type { ReplayedLab } from "./replay-lab";

type Deps = {
  counter: TokenCounter;
  clock: Clock;
  timers: Timers;
  ledger: Pick<CallLedger, "admit" | "record">;
  log: Logger;
};
type Asked = {
  owner: UserId;
  conversationId: ConversationId;
  /** Every answer counts as a turn. `free` follows from the provider. */
  limits: Omit<TurnLimits, "free">;
  signal: AbortSignal;
};

/**
 * What the model answers to each run's last call, one after the other, each charged as it comes. Throws what the first
 * is refused with; a later refusal ends it there, because what was paid for is handed over.
 */
export async function answerRuns(
  deps: Deps,
  asked: Asked,
  lab: ReplayedLab,
): Promise<Map<ReplayedRun, string>> {
  const answers = new Map<ReplayedRun, string>();
  if (lab.question === null) return answers;
  for (const run of lab.runs) {
    if (asked.signal.aborted) break;
    try {
      const text = await answerOf(deps, asked, lab, run);
      if (text !== null) answers.set(run, text);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (answers.size === 0 || error.code === "internal") throw error;
      deps.log.warn(
        { conversationId: asked.conversationId, answers: answers.size, err: error },
        "lab.cut_short",
      );
      break;
    }
  }
  return answers;
}

async function answerOf(
  deps: Deps,
  { owner, conversationId, limits, signal }: Asked,
  { chosen, temperature, maxOutputTokens }: ReplayedLab,
  { last }: ReplayedRun,
): Promise<string | null> {
  // Its message would be refused, so there is no answer.
  if (last === null) return null;
  const { replyReserve, thinkingAllowance } = last.reserve;
  const question = {
    chosen,
    messages: last.built.messages,
    countedTokens: last.built.counted.held,
    maxOutputTokens: Math.min(replyReserve, maxOutputTokens ?? Infinity) + thinkingAllowance,
    temperature,
  };
  const free = chosen.info.provider === "offline";
  await deps.ledger.admit({ owner, limits: { ...limits, free } });
  const { text, ...call } = await askModel(deps, question, signal);
  await deps.ledger.record({ owner, conversationId, turnId: null, kind: "lab", free, ...call });
  return text;
}
