import { overBudget, type OverBudget } from "@/lib/domain/context/context-budget";
import { AppError } from "@/lib/domain/errors";
import type { RateRequest } from "@/lib/ports/turn-store";
import { callSettings } from "../context/call-settings";
import { leastReserve } from "../context/fit-to-rate";
import { countPins } from "../context/count-system";
import { planCall, withPins, type CallPlan } from "../context/plan-call";
import type { TurnInput } from "./turn-input";
import type { TurnDeps } from "./turn-deps";

type Deps = Pick<TurnDeps, "models" | "counter" | "maxContextTokens">;

/**
 * Resolves the model, counts, and refuses with `message_over_budget` and the numbers what cannot fit: message,
 * instructions, summary, reserve and every pinned message that goes with it.
 */
export async function planTurn(deps: Deps, { settings, message, seq }: TurnInput): Promise<CallPlan> {
  const plan = await planCall(deps, callSettings(settings, deps.maxContextTokens), message);
  const rows = settings.pins.filter((row) => seq === null || row.seq < seq);
  const { family } = plan.chosen.info;
  const pinned = withPins(plan, await countPins(deps.counter, family, rows));
  const over = overBudget(pinned.fixed);
  if (over !== null) {
    throw messageOverBudget(
      over,
      rows.map((row) => row.seq),
      "Nothing was stored.",
    );
  }
  return pinned;
}

/** What of a plan limited by tokens a minute a call takes; null for models that cost nothing. */
export function rateRequest({ chosen, fixed, memories, scale, reserve }: CallPlan): RateRequest | null {
  const { provider, id } = chosen.info;
  if (provider === "offline") return null;
  return {
    provider,
    model: id,
    fixed: fixed.system + fixed.pinned + memories + fixed.summary + fixed.message,
    reserve: reserve.reserve,
    leastReserve: leastReserve(reserve),
    ratio: scale.ratio,
    limit: null,
  };
}

/**
 * Why nothing can be sent, with what takes the room. `pinned`: seqs of the messages that are pinned; `kept`: a sentence
 * on what became of the message.
 */
export function messageOverBudget(over: OverBudget, pinned: readonly number[], kept: string): AppError {
  const number = (tokens: number) => tokens.toLocaleString("en");
  const parts = [`${number(over.system)} go to the system prompt`];
  if (over.pinned > 0) parts.push(`${number(over.pinned)} to pinned messages (${pinned.join(", ")})`);
  if (over.summary > 0) parts.push(`${number(over.summary)} to the summary`);
  const ways =
    over.pinned > 0
      ? "Shorten it, unpin a message, or raise the budget."
      : "Shorten it, or raise the budget.";
  return new AppError(
    "message_over_budget",
    `This message needs ${number(over.message)} tokens, ${number(over.over)} more than fit: the budget is ${number(over.budget)}, of which ${parts.join(", ")} and ${number(over.reserve)} are reserved for the reply. ${ways} ${kept}`,
    { details: { ...over, ...(pinned.length > 0 ? { pinnedMessages: pinned } : {}) } },
  );
}
