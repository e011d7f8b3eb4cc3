import { lexicalScores } from "./lexical-scores";
import { indexPool, type PoolIndex } from "./pool-index";
import type { RecallPool, RecallQuery, ScoredItem, ScoreParts } from "./recall-pool";
import { memoryPrior, messagePriors } from "./score-priors";
import { SCORE_WEIGHTS, type ScoreWeights } from "./score-weights";
import { vectorScores } from "./vector-scores";

/**
 * All of the pool, best first; of equals the newer one. Words and vectors are brought to one scale and added, and the sum
 * is multiplied by what the message is: the best score of a pool lies between 1 and 6.
 */
export function scorePool(
  pool: RecallPool,
  query: RecallQuery,
  weights: ScoreWeights = SCORE_WEIGHTS,
): ScoredItem[] {
  const index = indexPool(pool);
  const asked = new Map(pool.terms.map(({ term, weight }) => [term, weight]));
  const lexical = lexicalScores(index, asked, pool.memories, weights);
  const own = [...lexical.own, ...lexical.memories];
  const most = own.reduce((high, score, at) => Math.max(high, score + (lexical.around[at] ?? 0)), 1e-9);
  const vectors = nearness(pool, index, weights);
  const partsAt = (at: number, prior: number) => {
    const words = (own[at] ?? 0) / most;
    const neighbours = (lexical.around[at] ?? 0) / most;
    const vector = weights.vector.weight * (vectors?.[at] ?? 0);
    const sum = words + neighbours + vector;
    const parts: ScoreParts = { lexical: words, vector, neighbours, prior: sum * (prior - 1) };
    return { score: sum * prior, parts, match: lexical.match[at] ?? 0 };
  };
  const priors = messagePriors(index.messages, query, weights);
  const scored: ScoredItem[] = index.messages.map((message, at) => ({
    kind: "message",
    message,
    cosine: message.cosine,
    ...partsAt(at, priors[at] ?? 1),
  }));
  for (const [at, { memory, cosine }] of pool.memories.entries()) {
    const prior = memoryPrior(memory, query.now, weights);
    scored.push({ kind: "memory", memory, cosine, ...partsAt(index.messages.length + at, prior) });
  }
  return scored.sort((a, b) => b.score - a.score || newerFirst(a, b));
}

/** Of messages and then memories; a memory stands by itself, and lends itself what it lacks around it. */
function nearness(
  pool: RecallPool,
  { messages, beside }: PoolIndex,
  { vector }: ScoreWeights,
): number[] | null {
  const cosines = [...messages, ...pool.memories].map(({ cosine }) => cosine);
  return vectorScores(cosines, (at, by) => (at < messages.length ? beside(at, by) : at), vector);
}

function newerFirst(a: ScoredItem, b: ScoredItem): number {
  const [left, right] = [saidAt(a), saidAt(b)];
  if (left === right) return seqOf(b) - seqOf(a);
  return left < right ? 1 : -1;
}

function saidAt(item: ScoredItem): string {
  return item.kind === "message" ? item.message.saidAt : item.memory.validFrom;
}

function seqOf(item: ScoredItem): number {
  return item.kind === "message" ? item.message.seq : 0;
}
