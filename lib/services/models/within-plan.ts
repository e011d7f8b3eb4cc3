import { predictedTokens } from "@/lib/domain/calibration/calibration";
import { rateOfRefusal, type ProviderRate } from "@/lib/domain/rates/provider-rate";
import { toAppError } from "@/lib/domain/errors";
import { messageTokens, systemTokens } from "@/lib/domain/tokens/message-overhead";
import type { LanguageModel, ModelEvent, ModelRequest } from "@/lib/ports/language-model";
import type { Logger } from "@/lib/ports/logger";
import type { RateHolds } from "@/lib/ports/rate-holds";
import type { Timers } from "@/lib/ports/timers";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { RateReport } from "@/lib/ports/turn-store";
import type { ChosenModel } from "./model-registry";

export type WithinPlanDeps = {
  holds: RateHolds;
  counter: TokenCounter;
  timers: Pick<Timers, "elapsed">;
  log: Logger;
};

/** Work that nobody has asked for leaves the next turn as much as it takes itself. */
export type CallOrigin = "automatic" | "asked";

/** As long as the longest reply that a provider is given. */
const HOLD_SECONDS = 300;
/** Held on top of a count that is not measured yet. */
const UNMEASURED_EXTRA = 1.1;

/**
 * The model for calls beside the chat: under a plan limited by tokens a minute it first holds what the call takes, so that
 * neither this call nor a turn is refused by the provider. Its stream throws `rate_limited` or `message_over_budget` before
 * anything is sent where the plan has too little.
 */
export function withinPlan(deps: WithinPlanDeps, chosen: ChosenModel, origin: CallOrigin): ChosenModel {
  const { model } = chosen;
  if (model.provider === "offline") return chosen;
  const held: LanguageModel = {
    provider: model.provider,
    displayName: model.displayName,
    get defaultModel() {
      return model.defaultModel;
    },
    listModels: () => model.listModels(),
    stream: (request) => heldStream(deps, chosen, request, origin),
  };
  return { ...chosen, model: held };
}

async function* heldStream(
  deps: WithinPlanDeps,
  chosen: ChosenModel,
  request: ModelRequest,
  origin: CallOrigin,
): AsyncGenerator<ModelEvent> {
  const { provider, id: model } = chosen.info;
  const tokens = (await promptTokens(deps.counter, chosen, request)) + request.maxOutputTokens;
  const spare = origin === "automatic" ? tokens : 0;
  const hold = await deps.holds.hold({ provider, model, tokens, spare, seconds: HOLD_SECONDS });
  let said: { rate: ProviderRate; at: number } | null = null;
  const note = (rate: ProviderRate | null) => {
    if (rate !== null) said = { rate, at: deps.timers.elapsed() };
  };
  try {
    for await (const event of chosen.model.stream(request)) {
      if (event.type === "rate")
        note({ limit: event.limit, remaining: event.remaining, resetMs: event.resetMs });
      yield event;
    }
  } catch (thrown) {
    note(rateOfRefusal(toAppError(thrown).details));
    throw thrown;
  } finally {
    if (hold.kind === "held") await release(deps, hold.id, reportOf(deps, chosen, said));
  }
}

async function promptTokens(
  counter: TokenCounter,
  { info, calibration }: ChosenModel,
  { messages }: ModelRequest,
): Promise<number> {
  const { family } = info;
  const parts = await Promise.all(
    messages.map(async ({ role, content }) =>
      messageTokens(family, await counter.countText(family, content), role),
    ),
  );
  const counted = parts.reduce((sum, tokens) => sum + tokens, systemTokens(family, 0));
  return calibration === null ? Math.ceil(counted * UNMEASURED_EXTRA) : predictedTokens(calibration, counted);
}

function reportOf(
  { timers }: WithinPlanDeps,
  { info }: ChosenModel,
  said: { rate: ProviderRate; at: number } | null,
): RateReport | null {
  if (said === null) return null;
  return { provider: info.provider, model: info.id, ...said.rate, ageMs: timers.elapsed() - said.at };
}

/** Never throws: a hold that cannot be given back ends by itself. */
async function release({ holds, log }: WithinPlanDeps, id: string, report: RateReport | null): Promise<void> {
  try {
    await holds.release(id, report);
  } catch (thrown) {
    log.warn({ err: thrown }, "rate.hold_kept");
  }
}
