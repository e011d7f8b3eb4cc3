import { overBudget } from "@/lib/domain/context/context-budget";
import { glanceOf, receiptOf } from "@/lib/domain/context/receipt";
import { countedBudget } from "@/lib/domain/context/scale";
import type { Logger } from "@/lib/ports/logger";
import type { TurnSettings } from "@/lib/ports/turn-settings";
import type { BegunTurn, FinishTurn } from "@/lib/ports/turn-store";
import type { ContextReport } from "@/types/context";
import { assembleCall, promptHashOf, reportCall, type AssembledCall } from "../context/assemble-call";
import { callSettings } from "../context/call-settings";
import { countSystem } from "../context/count-system";
import { withSystem, type CallPlan } from "../context/plan-call";
import type { TurnRecall } from "../recall/recall-for-turn";
import { messageOverBudget } from "./plan-turn";
import type { RunningTurn } from "./running-turn";
import type { TurnDeps } from "./turn-deps";
import type { UpkeepTarget } from "./turn-upkeep";

/** A begun turn and what it was planned with. */
export type TurnJob = {
  plan: CallPlan;
  begun: BegunTurn;
  turn: RunningTurn;
  log: Logger;
  reread: () => Promise<TurnSettings>;
  /** What was found for it. */
  recall: Promise<TurnRecall>;
};

/** What is sent, what is shown of it, and what is stored of it. */
export type PreparedCall = AssembledCall & {
  report: ContextReport;
  stored: NonNullable<FinishTurn["context"]>;
};

type Deps = Pick<TurnDeps, "counter" | "clock" | "digest" | "upkeep" | "maxContextTokens">;

/**
 * Puts a begun turn's call together. Where messages would be in it in no form, it waits for them to be summarised and
 * says so. Throws `message_over_budget` where pinned messages no longer fit.
 */
export async function prepareCall(deps: Deps, job: TurnJob): Promise<PreparedCall> {
  const call = await compactedCall(deps, job, await assembled(deps, job, job.plan));
  requireRoom(call);
  const promptHash = promptHashOf(deps.digest, call);
  const { settings, chosen } = call.plan;
  const receipt = receiptOf({
    ...call,
    maxTokens: settings.maxTokens,
    summaryThreshold: settings.summaryThreshold,
    model: chosen.info.id,
    provider: chosen.info.provider,
    accuracy: chosen.info.accuracy,
    promptHash,
    recall: call.recall.note,
    builtAt: new Date(deps.clock.now()).toISOString(),
  });
  const { context, built } = call;
  const glance = glanceOf(receipt, context, built);
  return {
    ...call,
    report: reportCall(call, promptHash),
    stored: { receipt, glance, windowFrom: built.windowFrom },
  };
}

async function assembled(
  { counter }: Pick<Deps, "counter">,
  { begun, log, recall }: TurnJob,
  plan: CallPlan,
): Promise<AssembledCall> {
  const { windowRows: rows, pinnedRows, older, muted, userMessage, rate: granted } = begun;
  const current = {
    content: userMessage.content,
    tokens: plan.messageTokens,
    seq: userMessage.seq,
    saidAt: userMessage.createdAt,
  };
  return assembleCall(
    { counter, log },
    {
      plan,
      window: { rows, pinnedRows, older, muted },
      current,
      granted,
      conversationId: begun.conversation.id,
      recall: await recall,
    },
  );
}

/** As it is, or with more of its messages in the summary. A compaction that comes to nothing lets the window slide. */
async function compactedCall(deps: Deps, job: TurnJob, call: AssembledCall): Promise<AssembledCall> {
  const { leftOut } = call.built;
  if (call.compaction.state !== "before_sending" || leftOut === null) return call;
  const { turn } = job;
  turn.announce({ type: "compacting", messages: leftOut.messages });
  const freed = await deps.upkeep.compactBefore({
    ...upkeepTarget(job),
    budget: countedBudget(call.context.scale, call.context.budget),
    room: call.compaction.room,
    signal: turn.signal,
  });
  if (freed === null) return call;
  turn.announce({ type: "memory_managed", ...freed });
  const settings = await job.reread();
  const { summary } = callSettings(settings, deps.maxContextTokens, { strategy: call.context.strategy });
  const { agent } = job.plan.settings;
  const system = await countSystem(deps.counter, job.plan.chosen.info.family, { agent, summary });
  const { standing } = job.plan.system;
  const plan = withSystem(
    { ...job.plan, settings: { ...job.plan.settings, summary } },
    standing === undefined ? system : { ...system, standing },
  );
  return assembled(deps, job, plan);
}

export function upkeepTarget({ plan, begun, turn, log }: TurnJob): UpkeepTarget {
  const { chosen } = plan;
  return {
    owner: turn.identity.owner,
    conversationId: begun.conversation.id,
    turnId: begun.turnId,
    chosen,
    family: chosen.info.family,
    planLimit: begun.rate?.limit ?? null,
    log,
  };
}

/** Asked again before sending: pinned messages, and a summary that has grown, were not known when the turn was planned. */
function requireRoom({ built, context, reserve }: AssembledCall): void {
  if (built.overBy === 0) return;
  const tokens = (kind: string) => built.lines.find((line) => line.kind === kind)?.tokens ?? 0;
  const over = overBudget({
    budget: context.budget,
    reserve: reserve.reserve,
    system: tokens("system"),
    pinned: tokens("pinned"),
    summary: tokens("summary"),
    message: tokens("recent"),
  });
  if (over === null) return;
  throw messageOverBudget(
    over,
    context.system.pins.map(({ row }) => row.seq),
    "It is stored, and was not sent.",
  );
}
