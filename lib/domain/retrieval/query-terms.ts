import type { QueryTerm } from "./recall-pool";
import { textTerms } from "./text-terms";

/** What a text asks for, weightiest first. */
export function queryTerms(text: string, limit = 24): QueryTerm[] {
  const weights = new Map<string, number>();
  for (const term of textTerms(text)) weights.set(term, (weights.get(term) ?? 0) + 1);
  return [...weights]
    .map(([term, weight]) => ({ term, weight }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit);
}
