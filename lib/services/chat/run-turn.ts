import { planCompaction } from "@/lib/domain/context/compaction";
import { countedBudget } from "@/lib/domain/context/scale";
import { toAppError, type AppError } from "@/lib/domain/errors";
import { indexText } from "@/lib/domain/retrieval/index-text";
import type { FinishTurn } from "@/lib/ports/turn-store";
import { finishReply, turnError, type TurnEnd } from "./finish-reply";
import { prepareCall, upkeepTarget, type PreparedCall, type TurnJob } from "./prepare-call";
import { streamReply, type ReplyOutcome } from "./stream-reply";
import type { TurnDeps } from "./turn-deps";
import type { AfterTurn } from "./turn-upkeep";
import { turnUsage, type CallFacts } from "./turn-usage";

/** Generates a begun turn to its end, whether or not anybody reads along, and does what it leaves to be done. Never throws. */
export async function runTurn(deps: TurnDeps, job: TurnJob): Promise<void> {
  const { turn, log } = job;
  let left: AfterTurn | null = null;
  try {
    let call: PreparedCall | null = null;
    let outcome: ReplyOutcome;
    try {
      const began = deps.timers.elapsed();
      const prepared = await prepareCall(deps, job);
      logContext(job, prepared, deps.timers.elapsed() - began);
      if (turn.ceased === null) {
        call = prepared;
        turn.holds(call.report, call.stored.receipt);
        outcome = await callModel(deps, job, call);
      } else outcome = unsent(turn.ceased === "stopped" ? "stopped" : "interrupted", null);
    } catch (thrown) {
      outcome = unsent("failed", toAppError(thrown));
    }
    if (await store(deps, job, outcome, call)) left = afterTurn(job, outcome, call);
  } catch (thrown) {
    // What is left unfinished here is marked interrupted once its lease has run out.
    log.error({ turnId: turn.identity.turnId, err: thrown }, "turn.abandoned");
    turn.release("lost");
  } finally {
    deps.hub.close(turn.identity.turnId);
  }
  if (left === null) return;
  await deps.upkeep.after(left);
  // The summary may be another one by now.
  if (left.due) deps.warm.drop(left.owner, left.conversationId);
}

function callModel(deps: TurnDeps, { plan, turn }: TurnJob, call: PreparedCall): Promise<ReplyOutcome> {
  const { model, info } = plan.chosen;
  const { agent } = plan.settings;
  const { replyReserve, thinkingAllowance } = call.reserve;
  const request = {
    model: info.id,
    messages: call.built.messages,
    maxOutputTokens: Math.min(replyReserve, agent.maxOutputTokens ?? Infinity) + thinkingAllowance,
    temperature: agent.temperature,
    now: new Date(deps.clock.now()).toISOString(),
  };
  return streamReply(deps.timers, model, request, turn);
}

/** Nothing has reached the model. */
function unsent(status: ReplyOutcome["status"], error: AppError | null): ReplyOutcome {
  const times = { latencyMs: 0, firstTokenMs: null, thinkingMs: 0 };
  return { status, finishReason: "unknown", usage: null, rate: null, error, ...times };
}

/** False when the end could not be stored. */
async function store(
  deps: TurnDeps,
  job: TurnJob,
  outcome: ReplyOutcome,
  call: PreparedCall | null,
): Promise<boolean> {
  const { turn, begun, log } = job;
  const began = deps.timers.elapsed();
  const end = endOf(deps, job, outcome, call);
  const failure = await finishReply(deps, turn, end);
  const { owner, turnId } = turn.identity;
  if (failure === null) deps.warm.ended(owner, begun.conversation.id, end);
  else deps.warm.drop(owner, begun.conversation.id);
  const fields = {
    turnId,
    conversationId: begun.conversation.id,
    status: outcome.status,
    finishReason: outcome.finishReason,
    replyTokens: turn.replyTokens,
    thinkingTokens: turn.thinkingTokens,
    promptTokens: end.usage?.promptTokens ?? call?.built.held ?? 0,
    firstTokenMs: outcome.firstTokenMs,
    modelMs: outcome.latencyMs,
    finishMs: deps.timers.elapsed() - began,
  };
  if (failure !== null) log.warn({ ...fields, err: failure }, "turn.interrupted");
  else if (outcome.error !== null) log.warn({ ...fields, err: outcome.error }, "turn.failed");
  else log.info(fields, outcome.status === "interrupted" ? "turn.interrupted" : "turn.finished");
  return failure === null;
}

function endOf(deps: TurnDeps, job: TurnJob, outcome: ReplyOutcome, call: PreparedCall | null): TurnEnd {
  const { turn } = job;
  return {
    status: outcome.status,
    replyTokens: turn.replyTokens,
    thinkingTokens: turn.thinkingTokens,
    thinkingMs: outcome.thinkingMs,
    finishReason: outcome.finishReason,
    usage: call === null ? null : turnUsage(turn, outcome, callFacts(call)),
    error: outcome.error === null ? null : turnError(outcome.error),
    context: call?.stored ?? null,
    index: indexOf(deps, job),
    rate: rateReport(deps, job, outcome),
  };
}

/** What the reply is found by, as far as it has come. */
function indexOf({ clock }: Pick<TurnDeps, "clock">, { turn }: TurnJob): TurnEnd["index"] {
  if (turn.text.length === 0) return null;
  return indexText(turn.text.from(0), { saidAt: new Date(clock.now()).toISOString(), author: null });
}

function callFacts({ plan, built }: PreparedCall): CallFacts {
  const { provider, id: model } = plan.chosen.info;
  return { provider, model, promptTokens: built.held, countedPromptTokens: built.counted.held };
}

function rateReport(
  { timers }: Pick<TurnDeps, "timers">,
  { plan }: TurnJob,
  { rate }: ReplyOutcome,
): FinishTurn["rate"] {
  if (rate === null) return null;
  const { provider, id: model } = plan.chosen.info;
  const { limit, remaining, resetMs, at } = rate;
  return { provider, model, limit, remaining, resetMs, ageMs: Math.max(0, timers.elapsed() - at) };
}

/** null where the turn leaves nothing to be done: it failed, or was broken off. */
function afterTurn(job: TurnJob, outcome: ReplyOutcome, call: PreparedCall | null): AfterTurn | null {
  if (call === null || (outcome.status !== "complete" && outcome.status !== "stopped")) return null;
  const { begun, turn } = job;
  const { context, built, plan } = call;
  const { summaryThreshold } = plan.settings;
  const { state, room } = planCompaction({ context, built, summaryThreshold, coming: turn.replyTokens });
  const isFirst = begun.userMessage.seq === 1 && begun.conversation.titleSource === "auto";
  return {
    ...upkeepTarget(job),
    budget: countedBudget(context.scale, context.budget),
    room,
    due: state !== "none",
    first: isFirst ? { question: begun.userMessage.content, answer: turn.text.from(0) } : null,
  };
}

function logContext({ begun, log }: TurnJob, call: PreparedCall, ms: number): void {
  const { report, built } = call;
  log.info(
    {
      turnId: begun.turnId,
      conversationId: begun.conversation.id,
      strategy: report.strategy,
      summaryVersion: report.summary?.version ?? null,
      budget: report.budget,
      reserve: report.reserve,
      held: report.held,
      messages: built.messages.length,
      leftOut: report.leftOut?.messages ?? 0,
      compaction: report.compaction,
      rate: report.rate?.kind ?? null,
      rowsRead: begun.windowRows.length,
      recounted: call.recounted,
      ms,
    },
    "context.built",
  );
}
