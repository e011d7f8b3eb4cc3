import { buildContext, type BuiltContext } from "@/lib/domain/context/build-context";
import type { ContextInput, CurrentMessage } from "@/lib/domain/context/context-input";
import { planCompaction, type CompactionPlan } from "@/lib/domain/context/compaction";
import { contextReport } from "@/lib/domain/context/context-report";
import type { LeftOut } from "@/lib/domain/context/context-row";
import type { Reserve } from "@/lib/domain/context/reply-reserve";
import type { StoredWindow } from "@/lib/ports/context-window";
import type { Digest } from "@/lib/ports/digest";
import type { Logger } from "@/lib/ports/logger";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { GrantedRate } from "@/lib/ports/turn-store";
import type { ContextReport, RateChoice } from "@/types/context";
import type { ConversationId } from "@/types/ids";
import { recalledPart, type ChosenRecall } from "../recall/recalled-part";
import { notRecalled, type TurnRecall } from "../recall/recall-for-turn";
import { countPins } from "./count-system";
import { fitToRate } from "./fit-to-rate";
import type { CallPlan } from "./plan-call";
import { recountRows } from "./recount-rows";

/** A call as it would be sent, and everything that is said about it. */
export type AssembledCall = {
  plan: CallPlan;
  context: ContextInput;
  built: BuiltContext;
  /** As the plan's rate leaves it. */
  reserve: Reserve;
  rate: RateChoice | null;
  compaction: CompactionPlan;
  muted: StoredWindow["muted"];
  recounted: number;
  recall: ChosenRecall;
};

export type Assembly = {
  plan: CallPlan;
  window: StoredWindow;
  current: CurrentMessage | null;
  /** What a plan limited by tokens a minute has granted; null where nothing limits it. */
  granted: GrantedRate | null;
  /** null: one that does not exist yet. */
  conversationId: ConversationId | null;
  /** What was found for it; absent: nobody has looked. */
  recall?: TurnRecall;
};

/** Puts a call together from its plan, what was found for it and the rows that were read for it. */
export async function assembleCall(
  deps: { counter: TokenCounter; log?: Pick<Logger, "warn"> },
  { plan, window, current, granted, conversationId, recall = notRecalled("nothing_said") }: Assembly,
): Promise<AssembledCall> {
  const { settings, floor } = plan;
  const { counter } = deps;
  const { family } = plan.chosen.info;
  const [counted, pinned] = await Promise.all([
    recountRows(counter, family, window.rows),
    recountRows(counter, family, window.pinnedRows),
  ]);
  const pins = await countPins(counter, family, pinned.rows);
  const bare: ContextInput = {
    strategy: settings.strategy,
    budget: plan.budget,
    reserve: plan.reserve.reserve,
    scale: plan.scale,
    system: { ...plan.system, pins },
    windowSize: settings.windowSize,
    windowFrom: settings.windowFrom,
    rows: counted.rows.filter((row) => row.seq > floor),
    older: above(floor, window.older),
    current,
  };
  const chosen = await recalledPart(deps, recall, conversationId, bare);
  const whole = { ...bare, recall: chosen.part };
  const { context, reserve, rate } = fitToRate(whole, plan.reserve, granted);
  const built = buildContext(context);
  const { summaryThreshold } = settings;
  return {
    plan,
    context,
    built,
    reserve,
    rate,
    compaction: planCompaction({ context, built, summaryThreshold, coming: 0 }),
    muted: window.muted,
    recounted: counted.recounted + pinned.recounted,
    recall: chosen,
  };
}

/** What a summary has not come to cover since it was read. */
function above(floor: number, older: LeftOut | null): LeftOut | null {
  if (older === null || older.to <= floor) return null;
  if (older.from > floor) return older;
  // How many of them it covers by now nobody has counted; their share of the numbers is close.
  const share = (older.to - floor) / (older.to - older.from + 1);
  return { messages: Math.max(1, Math.round(older.messages * share)), from: floor + 1, to: older.to };
}

export function reportCall(call: AssembledCall, promptHash: string | null): ContextReport {
  const { settings, chosen } = call.plan;
  return contextReport({
    ...call,
    maxTokens: settings.maxTokens,
    summaryThreshold: settings.summaryThreshold,
    recentReplies: settings.recentReplies,
    model: chosen.info,
    accuracy: chosen.info.accuracy,
    promptHash,
  });
}

/** SHA-256 (hex) of a call's messages as providers are sent them: role and content alone. */
export function promptHashOf(digest: Digest, { built }: Pick<AssembledCall, "built">): string {
  return digest(JSON.stringify(built.messages.map(({ role, content }) => ({ role, content }))));
}
