import type { Logger } from "@/lib/ports/logger";
import type { TurnSettingsReader } from "@/lib/ports/turn-settings";
import type { TurnLimits } from "@/lib/ports/turn-store";
import type { ClientMessageId, TurnId, UserId } from "@/types/ids";
import { launchTurn, type OpenedTurn } from "./launch-turn";
import { planTurn, type TurnPlan } from "./plan-turn";
import { replayTurn } from "./replay-turn";
import type { TurnDeps } from "./turn-deps";

export type RetryTurn = {
  owner: UserId;
  turnId: TurnId;
  /** The retry's own client id: the same again is the same retry. */
  messageId: ClientMessageId;
  limits: Omit<TurnLimits, "free">;
};

type Deps = TurnDeps & { settings: Pick<TurnSettingsReader, "forRetry">; log: Logger };

/** A new reply to the old message, with the settings of now; it supersedes the old reply. Throws AppError. */
export async function retryTurn(deps: Deps, input: RetryTurn): Promise<OpenedTurn> {
  const { owner, turnId, messageId } = input;
  deps.hub.requireOpen();
  const plan = await prepare(deps, turnId).catch((refusal: unknown) =>
    replayTurn(deps, { owner, clientMessageId: messageId, bodyHash: `retry:${turnId}` }, refusal),
  );
  if ("turnId" in plan) return plan;
  const { info } = plan.chosen;
  const began = deps.timers.elapsed();
  const begun = await deps.store.retry({
    owner,
    turnId,
    clientMessageId: messageId,
    tokenFamily: info.family,
    model: info.id,
    tokensReserved: plan.budget,
    windowBudget: plan.windowBudget,
    leaseSeconds: deps.leaseSeconds,
    limits: { ...input.limits, free: info.provider === "offline" },
  });
  return launchTurn(deps, { owner, plan, begun, beginMs: deps.timers.elapsed() - began, log: deps.log });
}

async function prepare(deps: Deps, turnId: TurnId): Promise<TurnPlan> {
  const settings = await deps.settings.forRetry(turnId);
  return planTurn(deps, settings, settings.message);
}
