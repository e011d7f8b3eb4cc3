import { AppError } from "@/lib/domain/errors";
import type { Logger } from "@/lib/ports/logger";
import type { PlannedSettings, TurnSettings } from "@/lib/ports/turn-settings";
import type {
  BegunTurn,
  ExpectedSettings,
  KnownTurn,
  RetryTurn,
  StaleSettings,
  TurnLimits,
} from "@/lib/ports/turn-store";
import type { UserId } from "@/types/ids";
import { countStanding } from "../context/count-system";
import { withStanding, type CallPlan } from "../context/plan-call";
import { notRecalled, type TurnRecall } from "../recall/recall-for-turn";
import { recallSettings } from "../recall/recall-settings";
import { launchTurn, type OpenedTurn } from "./launch-turn";
import type { TurnInput } from "./turn-input";
import { planTurn, rateRequest } from "./plan-turn";
import { replayTurn } from "./replay-turn";
import type { TurnDeps } from "./turn-deps";

/** Settings that change between each reading and the turn's beginning: somebody moves a slider, not a thousand times. */
const MOST_TRIES = 4;

export type Opening = {
  owner: UserId;
  known: KnownTurn;
  limits: Omit<TurnLimits, "free">;
  /** What this process remembers; null where it must be read. */
  warm: TurnInput | null;
  read: () => Promise<TurnInput>;
  /** Looks for what the turn may recall: beside the reading (null) where what is said is known, else after it. */
  recall: (input: TurnInput | null) => Promise<TurnRecall> | null;
  begin: (call: SharedCall, plan: CallPlan, settings: TurnSettings) => Promise<BegunTurn | StaleSettings>;
  log: Logger;
};

/** What beginning and retrying a turn ask of the database alike. */
export type SharedCall = Omit<RetryTurn, "turnId">;

type Prepared = TurnInput & { plan: CallPlan; recall: Promise<TurnRecall> };

/**
 * Plans a turn and begins it, with remembered settings where there are any. The database says `stale` where they no
 * longer hold, and nothing is stored: they are read and the turn is planned again. Throws AppError.
 */
export async function openTurn(deps: TurnDeps, opening: Opening): Promise<OpenedTurn> {
  let remembered = await planned(deps, opening).catch(() => null);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const prepared =
      remembered ??
      (await prepare(deps, opening).catch((refusal: unknown) =>
        replayTurn({ ...deps, log: opening.log }, opening.known, refusal),
      ));
    remembered = null;
    if ("turnId" in prepared) return prepared;
    const { plan, settings, recall } = prepared;
    const began = deps.timers.elapsed();
    const begun = await opening.begin(sharedCall(deps, opening, prepared), plan, settings);
    if (begun.status === "stale") continue;
    const { owner, log } = opening;
    if (begun.status === "new") deps.warm.begun(owner, settings, begun);
    const beginMs = deps.timers.elapsed() - began;
    return launchTurn(deps, {
      owner,
      plan,
      begun,
      beginMs,
      log,
      recall,
      reread: async () => (await opening.read()).settings,
    });
  }
  throw new AppError(
    "turn_in_progress",
    "The settings of this conversation keep changing. Your message was not sent: try again in a moment.",
    { retryAfterMs: 1_000 },
  );
}

/** A refusal under remembered settings counts for nothing: those of now may allow the message. */
async function planned(deps: TurnDeps, { warm, recall }: Opening): Promise<Prepared | null> {
  if (warm === null) return null;
  const [plan, found] = await Promise.all([planTurn(deps, warm), recall(warm)]);
  return prepared(deps, warm, plan, found);
}

/** Two requests, one beside the other, where what is said is known beforehand. */
async function prepare(deps: TurnDeps, { read, recall }: Opening): Promise<Prepared> {
  const [input, found] = await Promise.all([read(), recall(null)]);
  const plan = await planTurn(deps, input);
  if (found !== null) return prepared(deps, input, plan, found);
  const later = recall(input) ?? Promise.resolve(notRecalled("failed"));
  // Where the turn is not begun nobody waits for it.
  later.catch(() => undefined);
  return { ...input, plan, recall: later };
}

async function prepared(
  { counter }: Pick<TurnDeps, "counter">,
  input: TurnInput,
  plan: CallPlan,
  found: TurnRecall | null,
): Promise<Prepared> {
  const recall =
    found === null || recallSettings(input.settings).temporary ? notRecalled("temporary") : found;
  const { family } = plan.chosen.info;
  const standing = await countStanding(counter, family, recall.found?.standing ?? []);
  return { ...input, plan: withStanding(plan, standing), recall: Promise.resolve(recall) };
}

function sharedCall(
  deps: TurnDeps,
  { owner, known, limits }: Opening,
  { plan, settings }: Prepared,
): SharedCall {
  const { info } = plan.chosen;
  return {
    owner,
    clientMessageId: known.clientMessageId,
    tokenFamily: info.family,
    model: info.id,
    tokensReserved: plan.budget,
    windowBudget: plan.windowBudget,
    floor: plan.floor,
    expected: expectedOf(settings),
    rate: rateRequest(plan),
    leaseSeconds: deps.leaseSeconds,
    limits: { ...limits, free: info.provider === "offline" },
  };
}

function expectedOf({ agent, conversation, pins }: PlannedSettings): ExpectedSettings | null {
  if (conversation === null) return null;
  const { model, maxTokens, memoryStrategy, windowSize, summaryThreshold, replyReserve } = conversation;
  return {
    agentId: agent.id,
    agentRevision: agent.revision,
    model,
    maxTokens,
    memoryStrategy,
    windowSize,
    summaryThreshold,
    replyReserve,
    summaryId: conversation.summary?.id ?? null,
    windowFrom: conversation.windowFrom,
    recentReplies: conversation.recentReplies,
    pins: pins.map(({ seq }) => seq),
  };
}
