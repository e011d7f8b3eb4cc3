import type { ContextLevel } from "@/types/context";

/** What a model that thinks may spend on thinking before it answers. */
const THINKING_ALLOWANCE = 1_000;

const WARNING_FROM = 0.75;
const DANGER_FROM = 0.9;
/** Pinned messages may take this share of the budget together. */
const PIN_SHARE = 0.25;

/** Tokens one call may hold, its reserve included. `usable` is what of the model's window may be filled. */
export function budgetFor(usable: number, maxTokens: number): number {
  return Math.max(0, Math.min(usable, maxTokens));
}

/** Tokens of thinking that a model may spend: 1,000, at most a quarter of a small budget; 0 where it does not think. */
export function thinkingAllowance(thinks: boolean, budget: number): number {
  return thinks ? Math.floor(Math.min(THINKING_ALLOWANCE, budget / 4)) : 0;
}

/** Tokens that all pinned messages of a conversation may take together. */
export function pinCap(maxTokens: number): number {
  return Math.floor(maxTokens * PIN_SHARE);
}

/** The parts of a call that no window can give up, in the model's own tokens. */
export type FixedParts = {
  budget: number;
  /** Reply reserve + thinking allowance. */
  reserve: number;
  /** Instructions and what the template writes around the prompt. */
  system: number;
  /** Pinned messages, wherever they stand. */
  pinned: number;
  summary: number;
  message: number;
};

/** The details of `message_over_budget`, all in tokens. */
export type OverBudget = FixedParts & { need: number; over: number };

/** Whether a reply of its reserve fits beside what no window can give up. Asked before anything is sent. */
export function canFitReply(parts: FixedParts): boolean {
  return neededBy(parts) <= parts.budget;
}

/** What a message lacks even with no history at all, or null when it fits. */
export function overBudget(parts: FixedParts): OverBudget | null {
  if (canFitReply(parts)) return null;
  const need = neededBy(parts);
  return { ...parts, need, over: need - parts.budget };
}

function neededBy({ reserve, system, pinned, summary, message }: FixedParts): number {
  return reserve + system + pinned + summary + message;
}

/** What the meter warns of. `used` is held + draft + reserve. */
export function levelOf(used: number, budget: number, slides: boolean): ContextLevel {
  // A draft that cannot be sent at all matters more than that old messages have left.
  if (used > budget) return "danger";
  if (slides) return "full";
  if (used >= budget * DANGER_FROM) return "danger";
  return used >= budget * WARNING_FROM ? "warning" : "ok";
}
