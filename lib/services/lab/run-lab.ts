import { costOf, type TokenPrice } from "@/lib/domain/lab/call-cost";
import type { ReplayedRun } from "@/lib/domain/lab/replay-run";
import type { CallLedger } from "@/lib/ports/call-ledger";
import type { Clock } from "@/lib/ports/clock";
import type { Logger } from "@/lib/ports/logger";
import type { Timers } from "@/lib/ports/timers";
import type { TurnLimits } from "@/lib/ports/turn-store";
import type { LabAnswer, LabRun } from "@/types/lab";
import type { Cost } from "@/types/receipt";
import type { ConversationId, UserId } from "@/types/ids";
import type { ChosenModel } from "../models/model-registry";
import { answerRuns } from "./answer-runs";
import { breather } from "./breather";
import { oneAtATime } from "./one-at-a-time";
import { replayLab, type ReplayDeps, type ReplayedLab } from "./replay-lab";

type Deps = ReplayDeps & {
  ledger: Pick<CallLedger, "admit" | "prices" | "record">;
  clock: Clock;
  timers: Timers;
  log: Logger;
};

export type RunLab = {
  owner: UserId;
  conversationId: ConversationId;
  budgets: readonly number[];
  /** Also asks the model, for what `price` of an answer without it said at most. */
  answers: boolean;
  /** Those of turns: every answer counts as one. */
  limits: Omit<TurnLimits, "free">;
  /** Aborted when nobody waits for it any more. */
  signal: AbortSignal;
};

/**
 * A conversation's turns under every strategy and several budgets, and on request each one's answer to the last question,
 * charged to the conversation. Throws `not_found`, and what its first answer is refused with, by a limit or the provider.
 */
export function runLab(deps: Deps, input: RunLab): Promise<LabAnswer> {
  return oneAtATime(input.owner, () => replayAndAsk(deps, input));
}

async function replayAndAsk(deps: Deps, input: RunLab): Promise<LabAnswer> {
  const began = deps.timers.elapsed();
  const lab = await replayLab(deps, input, breather(deps.timers, input.signal));
  const price = await priceOf(deps, lab.chosen);
  const answers = input.answers ? await answerRuns(deps, input, lab) : null;
  const { conversationId } = input;
  const counts = { runs: lab.runs.length, messages: lab.replayed.messages, answers: answers?.size ?? 0 };
  deps.log.info({ conversationId, ...counts, ms: deps.timers.elapsed() - began }, "lab.replayed");
  return {
    runs: lab.runs.map((run) => labRun(run, price, answers?.get(run) ?? null)),
    replayed: lab.replayed,
    price: lab.question === null ? null : priceOfAnswers(lab, price),
    question: lab.question,
  };
}

/** What the model's tokens cost; null where nobody knows. */
async function priceOf({ ledger, clock }: Deps, { info }: ChosenModel): Promise<TokenPrice | null> {
  const { provider, id } = info;
  if (provider === "offline") {
    return { input: 0, cachedInput: 0, output: 0, asOf: new Date(clock.now()).toISOString().slice(0, 10) };
  }
  const prices = await ledger.prices();
  return prices.find((price) => price.provider === provider && price.model === id) ?? null;
}

function labRun(run: ReplayedRun, price: TokenPrice | null, answer: string | null): LabRun {
  const { strategy, maxTokens, turns, refused, promptTokens, uncachedTokens, perTurn, leftOut } = run;
  const cached = promptTokens - uncachedTokens;
  return {
    strategy,
    maxTokens,
    turns,
    refused,
    promptTokens,
    uncachedTokens,
    perTurn,
    cost: costOf(price, { prompt: promptTokens, cached, completion: run.completionTokens }),
    leftOut: leftOut ?? { messages: 0, from: null, to: null },
    factsInReach: run.factsInReach,
    answer,
  };
}

/** At most: nothing is read from a cache, and every answer is as long as it may be. */
function priceOfAnswers(
  { runs }: ReplayedLab,
  price: TokenPrice | null,
): { tokens: number; cost: Cost | null } {
  const most = { prompt: 0, cached: 0, completion: 0 };
  for (const { last } of runs) {
    most.prompt += last?.built.held ?? 0;
    most.completion += last === null ? 0 : last.reserve.reserve;
  }
  return { tokens: most.prompt + most.completion, cost: costOf(price, most) };
}
