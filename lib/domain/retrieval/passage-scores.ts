import { termFrequencyScore, type Saturation } from "./bm25";
import type { PoolIndex, Terms } from "./pool-index";

/** Messages on either side that make a passage of a message. */
const REACH = 3;

type Passage = Saturation & {
  /** Different terms of each message that count: the beginning says what it is about. */
  terms: number;
};

function around(index: PoolIndex, at: number): number[] {
  const passage = [at];
  for (let by = 1; by <= REACH; by += 1) {
    for (const beside of [index.beside(at, -by), index.beside(at, by)]) {
      if (beside >= 0) passage.push(beside);
    }
  }
  return passage;
}

/** BM25 of each message together with those around it. */
export function passageScores(index: PoolIndex, terms: Terms, passage: Passage): number[] {
  const heads = index.messages.map(
    ({ terms: all, counts }) =>
      new Map(all.slice(0, passage.terms).map((term, at) => [term, counts[at] ?? 0])),
  );
  const passages = index.messages.map((_, at) => around(index, at));
  const lengths = passages.map((rows) => {
    let length = 0;
    for (const row of rows) length += Math.min(passage.terms, index.messages[row]?.length ?? 0);
    return length;
  });
  const average = Math.max(1, lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length));
  const scores = lengths.map(() => 0);
  for (const [term, weight] of terms) {
    const worth = weight * index.idfOf(term);
    for (const [at, rows] of passages.entries()) {
      let tf = 0;
      for (const row of rows) tf += heads[row]?.get(term) ?? 0;
      if (tf === 0) continue;
      scores[at] = (scores[at] ?? 0) + worth * termFrequencyScore(tf, (lengths[at] ?? 0) / average, passage);
    }
  }
  return scores;
}
