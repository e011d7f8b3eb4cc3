import type { RecallQuery, ScoredItem } from "./recall-pool";

/** From 0 (the message needs nothing from before) to 1. */
export function confidenceOf(
  scored: readonly ScoredItem[],
  query: RecallQuery,
  { hybrid }: { hybrid: boolean },
): number {
  hybrid;
  return scored.length === 0 || query.terms.length === 0 ? 0 : 1;
}
