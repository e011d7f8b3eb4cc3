import type { Memory, MemoryId } from "@/types/memory";
import { touchedAt, valueOf } from "./value";

/** Why an entry might be let go of. */
export type RetireReason =
  /** In many calls, and what it is worth is low. */
  | "costs_much"
  /** Never in a call, for half a year. */
  | "never_used";

export type Suggestion = {
  id: MemoryId;
  reason: RetireReason;
  uses: number;
  tokensSpent: number;
  value: number;
};

const DAY_MS = 86_400_000;
const MUCH_TOKENS = 500;
const LOW_VALUE = 4;
const UNUSED_DAYS = 180;
const MOST = 50;

/** Entries that cost and hardly help, dearest first; what was asked for or written by hand is not among them. `now` in ms. */
export function suggestRetiring(memories: readonly Memory[], now: number): Suggestion[] {
  const suggestions: Suggestion[] = [];
  for (const memory of memories) {
    if (memory.validTo !== null || memory.trust === "hand_written" || memory.trust === "confirmed") continue;
    const value = valueOf(memory, now);
    const reason = reasonFor(memory, value, now);
    const { id, uses, tokensSpent } = memory;
    if (reason !== null)
      suggestions.push({ id, reason, uses, tokensSpent, value: Math.round(value * 10) / 10 });
  }
  suggestions.sort((a, b) => b.tokensSpent - a.tokensSpent || a.value - b.value || (a.id < b.id ? -1 : 1));
  return suggestions.slice(0, MOST);
}

function reasonFor(memory: Memory, value: number, now: number): RetireReason | null {
  if (memory.reasons.some(({ rule }) => rule === "asked_for")) return null;
  if (memory.tokensSpent >= MUCH_TOKENS && value < LOW_VALUE) return "costs_much";
  const idleDays = (now - touchedAt(memory)) / DAY_MS;
  return memory.uses === 0 && idleDays >= UNUSED_DAYS ? "never_used" : null;
}
