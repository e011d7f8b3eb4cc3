import type { SummaryFact } from "@/types/summary";
import { factWeight } from "./fact-weight";
import type { FoundFact } from "./extract-facts";

/** One line of the ledger: the words in which one or several facts were said. */
export type LedgerEntry = { seq: number; text: string; facts: FoundFact[]; weight: number };

/** What was lost, by the words in which it was said; what weighs most comes first. */
export function ledgerEntries(lost: readonly FoundFact[]): LedgerEntry[] {
  const entries = new Map<string, LedgerEntry>();
  for (const fact of lost) {
    const place = `${fact.seq} ${fact.text}`;
    const entry = entries.get(place) ?? { seq: fact.seq, text: fact.text, facts: [], weight: 0 };
    entry.facts.push(fact);
    entry.weight += factWeight(fact);
    entries.set(place, entry);
  }
  return [...entries.values()].sort((a, b) => b.weight - a.weight || b.seq - a.seq);
}

/** The entries that fit into `budget` tokens, `overhead` of which the ledger takes by itself; a big one may be passed over. */
export function fillLedger<Entry extends LedgerEntry>(
  entries: readonly Entry[],
  tokensOf: (entry: Entry) => number,
  { budget, overhead }: { budget: number; overhead: number },
): Entry[] {
  const chosen: Entry[] = [];
  let left = budget - overhead;
  for (const entry of entries) {
    const tokens = tokensOf(entry);
    if (tokens > left) continue;
    left -= tokens;
    chosen.push(entry);
  }
  return chosen;
}

/** All facts with where they stand now, in the order in which they were said. */
export function placeFacts(
  kept: readonly FoundFact[],
  entries: readonly LedgerEntry[],
  chosen: readonly LedgerEntry[],
): SummaryFact[] {
  const placed: SummaryFact[] = kept.map((fact) => ({ ...fact, where: "summary" }));
  const inLedger = new Set(chosen);
  for (const entry of entries) {
    const where = inLedger.has(entry) ? "ledger" : "lost";
    for (const fact of entry.facts) placed.push({ ...fact, where });
  }
  return placed.sort((a, b) => a.seq - b.seq);
}
