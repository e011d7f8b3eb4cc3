import type { RecallQuery, ScoredItem } from "./recall-pool";

/**
 * Logistic weights, fitted to questions and to messages that need nothing from before (tests/bench/recall) and rounded.
 * docs/recall.md says how well they part them.
 */
const LEXICAL = { base: -1.8, match: 1.9, terms: 1, own: 1.5, past: 1.3, selfContained: -3, near: 0 };
const HYBRID = { base: -5.3, match: 1.1, terms: 0.8, own: 1.5, past: 1.2, selfContained: -2.5, near: 18 };

const MOST_MATCH = 3;
const MOST_TERMS = 8;
/** The best cosine of a long history is an outlier now and then; the fifth is not. */
const FIFTH = 4;
/** With fewer there is no telling what is usual. */
const ENOUGH = 20;
/** Usual cosine of texts that have nothing to do with each other. */
const UNRELATED = 0.12;

/** How sure it is that a message needs something from before, from 0 to 1. `scored`: what was found for it. */
export function confidenceOf(
  scored: readonly ScoredItem[],
  query: RecallQuery,
  { hybrid }: { hybrid: boolean },
): number {
  if (scored.length === 0) return 0;
  const weights = hybrid ? HYBRID : LEXICAL;
  const match = scored.reduce((best, item) => Math.max(best, item.match), 0);
  let sum = weights.base + weights.match * Math.min(MOST_MATCH, match);
  sum += (weights.terms * Math.min(MOST_TERMS, query.terms.length)) / MOST_TERMS;
  if (query.cues.own) sum += weights.own;
  if (query.cues.past) sum += weights.past;
  if (query.cues.selfContained) sum += weights.selfContained;
  if (hybrid) sum += weights.near * contrast(scored);
  return 1 / (1 + Math.exp(-sum));
}

/** How far the nearest stand out of what was found, from 0 to 1. */
function contrast(scored: readonly ScoredItem[]): number {
  const cosines = scored
    .map((item) => item.cosine)
    .filter((cosine) => cosine !== null)
    .sort((a, b) => b - a);
  const many = cosines.length >= ENOUGH;
  const near = cosines[many ? FIFTH : 0] ?? 0;
  const usual = many ? (cosines[cosines.length >> 1] ?? 0) : UNRELATED;
  return Math.max(0, (near - usual) / Math.max(0.01, 1 - usual));
}
