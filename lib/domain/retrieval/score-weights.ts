import type { Saturation } from "./bm25";

/** All that scoring a pool can be tuned by; docs/recall.md says how it is put together. */
export type ScoreWeights = {
  /** BM25 of the message itself, and of the messages around it taken together. */
  own: Saturation;
  passage: Saturation & { weight: number; terms: number };
  /** Shares of the neighbours' own scores; `answered`: of the one before where that asks. */
  neighbours: { before: number; answered: number; after: number; second: number };
  /** The user's own words against a reply's: where neighbours borrow from them, and in the sum. */
  user: { own: number; sum: number };
  /** Who is named, where people talk to each other. */
  named: number;
  /** A message that says when, if a date is asked for; a message that asks. */
  timed: number;
  asks: number;
  /** Terms of the best messages, added to what was asked for. */
  feedback: { messages: number; terms: number; share: number };
  /** Of the vectors' part, and of the cosines of the messages before and after; `floor`: the quantile that counts as 0. */
  vector: { weight: number; before: number; after: number; floor: number };
};

export const SCORE_WEIGHTS: ScoreWeights = {
  own: { k1: 1.4, b: 0.9 },
  passage: { k1: 1.2, b: 0.75, weight: 1, terms: 40 },
  neighbours: { before: 0.1, answered: 0.8, after: 0.4, second: 0.1 },
  user: { own: 3, sum: 2 },
  named: 1.75,
  timed: 1.4,
  asks: 0.9,
  feedback: { messages: 5, terms: 10, share: 0.15 },
  vector: { weight: 0.7, before: 0.4, after: 0.5, floor: 0.25 },
};
