import type { Memory } from "@/types/memory";

/** Standing entries are in every call: they may take so many tokens, and such a share of the budget. */
export const STANDING_TOKENS = 300;
export const STANDING_SHARE = 0.05;

type Standing = Pick<Memory, "id" | "kind" | "importance" | "tokens" | "standing" | "trust" | "validTo">;

/** What may stand: somebody's own instructions and preferences. Imported ones wait for somebody to confirm them. */
export function mayStand({ kind, trust }: Pick<Memory, "kind" | "trust">): boolean {
  return trust !== "imported" && (kind === "instruction" || kind === "preference");
}

/**
 * The standing entries that are in a call: instructions before preferences, weightier before lighter, as long as they fit
 * into 300 tokens and 5 % of the budget. An entry that does not fit is passed over for smaller ones.
 */
export function standingWithin<M extends Standing>(memories: readonly M[], budget: number): M[] {
  let room = Math.min(STANDING_TOKENS, Math.floor(budget * STANDING_SHARE));
  const chosen: M[] = [];
  const standing = memories.filter((each) => each.standing && each.validTo === null && mayStand(each));
  standing.sort((a, b) => rank(a) - rank(b) || b.importance - a.importance || (a.id < b.id ? -1 : 1));
  for (const memory of standing) {
    if (memory.tokens > room) continue;
    room -= memory.tokens;
    chosen.push(memory);
  }
  return chosen;
}

function rank({ kind }: Standing): number {
  return kind === "instruction" ? 0 : 1;
}
