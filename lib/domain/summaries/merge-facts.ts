import type { SummaryFact } from "@/types/summary";
import type { FoundFact } from "./extract-facts";
import { factId, factWeight } from "./fact-weight";

/** Facts that one version carries at most: the weightiest, of equal ones the newest. */
const MOST_FACTS = 240;

/**
 * What a version has to keep: the facts of the version before it, those that it lost too, and the new ones. A fact that
 * was said again keeps the words that weigh more.
 */
export function mergeFacts(earlier: readonly SummaryFact[], found: readonly FoundFact[]): FoundFact[] {
  const merged = new Map<string, FoundFact>();
  for (const { kind, keys, seq, text } of [...earlier, ...found]) {
    const fact = { kind, keys, seq, text };
    const known = merged.get(factId(fact));
    if (known === undefined || factWeight(fact) > factWeight(known)) merged.set(factId(fact), fact);
  }
  const facts = [...merged.values()];
  if (facts.length > MOST_FACTS) {
    facts.sort((a, b) => factWeight(b) - factWeight(a) || b.seq - a.seq);
    facts.length = MOST_FACTS;
  }
  return facts.sort((a, b) => a.seq - b.seq);
}
