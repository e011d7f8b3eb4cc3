import { idf, termFrequencyScore, type Saturation } from "./bm25";
import { byPlace, neighboursIn, type Neighbours } from "./neighbours";
import type { PoolMessage, RecallPool } from "./recall-pool";

/** Weights of terms, their idf not included. */
export type Terms = ReadonlyMap<string, number>;

/** A pool's messages in order of conversation and seq, with what scoring asks of them again and again. */
export type PoolIndex = {
  messages: readonly PoolMessage[];
  beside: Neighbours;
  docs: number;
  averageLength: number;
  /** How often each term is in each message. */
  counts: readonly ReadonlyMap<string, number>[];
  idfOf: (term: string) => number;
};

export function indexPool(pool: RecallPool): PoolIndex {
  const messages = pool.messages.toSorted(byPlace);
  const counts = messages.map(
    ({ terms, counts: all }) => new Map(terms.map((term, at) => [term, all[at] ?? 0])),
  );
  const asked = new Map(pool.terms.map(({ term, df }) => [term, df]));
  const here = new Map<string, number>();
  for (const { terms } of messages) for (const term of terms) here.set(term, (here.get(term) ?? 0) + 1);
  return {
    messages,
    beside: neighboursIn(messages),
    docs: pool.docs,
    averageLength: Math.max(1, pool.averageLength),
    counts,
    // What was not asked for is counted in the pool: it is at least that frequent.
    idfOf: (term) => idf(pool.docs, asked.get(term) ?? here.get(term) ?? 0),
  };
}

/** BM25 of each message by itself. */
export function ownScores(index: PoolIndex, terms: Terms, saturation: Saturation): number[] {
  const weighed = [...terms].map(([term, weight]) => ({ term, weight: weight * index.idfOf(term) }));
  return index.messages.map(({ length }, at) => {
    const counts = index.counts[at];
    let score = 0;
    for (const { term, weight } of weighed) {
      const tf = counts?.get(term);
      if (tf !== undefined) {
        score += weight * termFrequencyScore(tf, length / index.averageLength, saturation);
      }
    }
    return score;
  });
}
