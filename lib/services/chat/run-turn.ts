import { toAppError } from "@/lib/domain/errors";
import type { Logger } from "@/lib/ports/logger";
import type { BegunTurn } from "@/lib/ports/turn-store";
import { buildTurnContext, type TurnContext } from "./build-turn-context";
import { finishReply, turnError } from "./finish-reply";
import type { TurnPlan } from "./plan-turn";
import type { RunningTurn } from "./running-turn";
import { streamReply, type ReplyOutcome } from "./stream-reply";
import type { TurnDeps } from "./turn-deps";
import { turnUsage } from "./turn-usage";

type Deps = Pick<TurnDeps, "store" | "hub" | "writer" | "counter" | "clock" | "timers">;
type Job = { plan: TurnPlan; begun: BegunTurn; turn: RunningTurn; log: Logger };

/** Generates a begun turn to its end, whether or not anybody reads along. Never throws. */
export async function runTurn(deps: Deps, job: Job): Promise<void> {
  const { turn, log } = job;
  try {
    const began = deps.timers.elapsed();
    let countedPromptTokens = 0;
    let outcome: ReplyOutcome;
    try {
      const context = await buildTurnContext(deps.counter, job.plan, job.begun);
      countedPromptTokens = context.built.held;
      turn.setContext({ type: "context", ...context.report });
      logContext(job, context, deps.timers.elapsed() - began);
      outcome = await callModel(deps, job, context);
    } catch (thrown) {
      outcome = defect(thrown);
    }
    await store(deps, job, outcome, countedPromptTokens);
  } catch (thrown) {
    // What is left unfinished here is marked interrupted once its lease has run out.
    log.error({ turnId: turn.identity.turnId, err: thrown }, "turn.abandoned");
    turn.release("lost");
  } finally {
    deps.hub.close(turn.identity.turnId);
  }
}

function callModel(deps: Deps, { plan, turn }: Job, { built }: TurnContext): Promise<ReplyOutcome> {
  const { model, info } = plan.chosen;
  const request = {
    model: info.id,
    messages: built.messages,
    maxOutputTokens: plan.maxOutputTokens,
    temperature: plan.temperature,
    now: new Date(deps.clock.now()).toISOString(),
  };
  return streamReply(deps.timers, model, request, turn);
}

function defect(thrown: unknown): ReplyOutcome {
  const error = toAppError(thrown);
  const times = { latencyMs: 0, firstTokenMs: null, thinkingMs: 0 };
  return { status: "failed", finishReason: "unknown", usage: null, error, ...times };
}

async function store(
  deps: Deps,
  job: Job,
  outcome: ReplyOutcome,
  countedPromptTokens: number,
): Promise<void> {
  const { turn, plan, log } = job;
  const { info } = plan.chosen;
  const began = deps.timers.elapsed();
  const failure = await finishReply(deps, turn, {
    status: outcome.status,
    replyTokens: turn.replyTokens,
    thinkingTokens: turn.thinkingTokens,
    thinkingMs: outcome.thinkingMs,
    finishReason: outcome.finishReason,
    usage: turnUsage(turn, outcome, { provider: info.provider, model: info.id, countedPromptTokens }),
    error: outcome.error === null ? null : turnError(outcome.error),
  });
  const fields = {
    turnId: turn.identity.turnId,
    conversationId: turn.accepted.conversationId,
    status: outcome.status,
    finishReason: outcome.finishReason,
    replyTokens: turn.replyTokens,
    thinkingTokens: turn.thinkingTokens,
    promptTokens: outcome.usage?.promptTokens ?? countedPromptTokens,
    firstTokenMs: outcome.firstTokenMs,
    modelMs: outcome.latencyMs,
    finishMs: deps.timers.elapsed() - began,
  };
  if (failure !== null) log.warn({ ...fields, err: failure }, "turn.interrupted");
  else if (outcome.error !== null) log.warn({ ...fields, err: outcome.error }, "turn.failed");
  else log.info(fields, outcome.status === "interrupted" ? "turn.interrupted" : "turn.finished");
}

function logContext({ begun, log }: Job, { built, report, recounted }: TurnContext, ms: number): void {
  log.info(
    {
      turnId: begun.turnId,
      conversationId: begun.conversation.id,
      budget: report.budget,
      reserve: report.reserve,
      held: report.held,
      messages: built.messages.length,
      leftOut: report.leftOut?.messages ?? 0,
      rowsRead: begun.windowRows.length,
      recounted,
      ms,
    },
    "context.built",
  );
}
