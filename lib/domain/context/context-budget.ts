import type { ContextLevel, ModelInfo } from "@/types/chat";

/** Reply reserve of a conversation that has none of its own, at most. */
const DEFAULT_REPLY_RESERVE = 1_500;
/** What a model that thinks may spend on thinking before it answers. */
const THINKING_ALLOWANCE = 1_000;

const WARNING_FROM = 0.75;
const DANGER_FROM = 0.9;

/** Tokens one call may hold, its reserve included. */
export function budgetFor(model: Pick<ModelInfo, "contextWindow">, maxTokens: number): number {
  return Math.min(model.contextWindow, maxTokens);
}

/** What is kept free of the budget for the answer, in tokens. */
export type Reserve = { replyReserve: number; thinkingAllowance: number; reserve: number };

export type ReserveInput = {
  /** As stored with the conversation; null for the default. */
  replyReserve: number | null;
  /** As stored with the conversation. */
  maxTokens: number;
  info: Pick<ModelInfo, "contextWindow" | "maxOutputTokens" | "thinks">;
};

/**
 * The reply reserve is the conversation's own or min(1,500, maxTokens / 4, the model's longest reply), the allowance
 * 1,000 for models that think. Small budgets need a bound on both: the reply takes at most half and thinking at most
 * a quarter, so that a quarter is always left for what is said (250 of the smallest budget of 1,000).
 */
export function reserveFor({ replyReserve, maxTokens, info }: ReserveInput): Reserve {
  const budget = budgetFor(info, maxTokens);
  const wanted = replyReserve ?? Math.min(DEFAULT_REPLY_RESERVE, maxTokens / 4);
  const reply = Math.floor(Math.min(wanted, info.maxOutputTokens, budget / 2));
  const thinking = info.thinks ? Math.floor(Math.min(THINKING_ALLOWANCE, budget / 4)) : 0;
  return { replyReserve: reply, thinkingAllowance: thinking, reserve: reply + thinking };
}

/** The parts of a call that no window can give up. */
export type FixedParts = { budget: number; reserve: number; system: number; message: number };

/** Tokens left for the history; 0 when the fixed parts alone fill the budget. It is the `windowBudget` of a turn. */
export function roomForHistory(parts: FixedParts): number {
  return Math.max(0, parts.budget - neededBy(parts));
}

/** The details of `message_over_budget`, all in tokens. */
export type OverBudget = FixedParts & { need: number; over: number };

/** What a message lacks even with no history at all, or null when it fits. */
export function overBudget(parts: FixedParts): OverBudget | null {
  const need = neededBy(parts);
  if (need <= parts.budget) return null;
  return { ...parts, need, over: need - parts.budget };
}

function neededBy(parts: FixedParts): number {
  return parts.system + parts.reserve + parts.message;
}

/** What the meter warns of. `used` is held + draft + reserve. */
export function levelOf(used: number, budget: number, slides: boolean): ContextLevel {
  // A draft that cannot be sent at all matters more than that old messages have left.
  if (used > budget) return "danger";
  if (slides) return "full";
  if (used >= budget * DANGER_FROM) return "danger";
  return used >= budget * WARNING_FROM ? "warning" : "ok";
}
