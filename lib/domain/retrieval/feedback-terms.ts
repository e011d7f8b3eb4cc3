import type { PoolIndex, Terms } from "./pool-index";

type Feedback = { messages: number; terms: number; share: number };

/**
 * The terms that were asked for, and at `share` of the weight those that tell the best messages apart: pseudo-relevance
 * feedback after RM3 (Abdul-Jaleel et al. 2004). `first`: the messages' scores by what was asked for.
 */
export function withFeedback(
  index: PoolIndex,
  asked: Terms,
  first: readonly number[],
  { messages, terms, share }: Feedback,
): Terms {
  if (share === 0) return asked;
  const found = relevance(index, bestOf(first, messages), first);
  const chosen = [...found].sort((a, b) => b[1] - a[1]).slice(0, terms);
  const given = sumOf(asked.values());
  const mass = sumOf(chosen.map(([, value]) => value));
  if (mass === 0) return asked;
  const all = new Map([...asked].map(([term, weight]) => [term, weight * (1 - share)]));
  for (const [term, value] of chosen) all.set(term, (all.get(term) ?? 0) + (share * given * value) / mass);
  return all;
}

function bestOf(scores: readonly number[], many: number): number[] {
  const score = (at: number) => scores[at] ?? 0;
  return [...scores.keys()]
    .filter((at) => score(at) > 0)
    .sort((a, b) => score(b) - score(a) || b - a)
    .slice(0, many);
}

/** How much each term of these messages tells them apart, by their scores. */
function relevance(
  index: PoolIndex,
  best: readonly number[],
  scores: readonly number[],
): Map<string, number> {
  const relevant = new Map<string, number>();
  for (const at of best) {
    const per = (scores[at] ?? 0) / Math.max(1, index.messages[at]?.length ?? 0);
    for (const [term, count] of index.counts[at] ?? []) {
      relevant.set(term, (relevant.get(term) ?? 0) + per * count * index.idfOf(term));
    }
  }
  return relevant;
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
