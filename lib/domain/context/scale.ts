import { predictedTokens } from "../calibration/calibration";

/** How the model's own tokens follow from ours: offset + ratio × counted. */
export type Scale = { offset: number; ratio: number };

/** Our count is the model's, or nobody knows better. */
export const UNSCALED: Scale = { offset: 0, ratio: 1 };

/** The most of our tokens that a call may hold under a budget of the model's, its own offset taken off. */
export function countedBudget({ offset, ratio }: Scale, budget: number): number {
  return Math.floor((budget - offset) / ratio);
}

/** Our tokens that keep so many of the model's free. */
export function countedReserve({ ratio }: Scale, reserve: number): number {
  return Math.ceil(reserve / ratio);
}

/** The model's tokens for something that is added to a call: no offset, which is the call's own. */
export function scaledPart({ ratio }: Scale, counted: number): number {
  return Math.round(counted * ratio);
}

/**
 * Lines in the model's tokens, from lines in ours: the sum up to each is scaled and rounded, so the lines add up to the
 * scaled total exactly. The offset belongs to the first line.
 */
export function scaledLines(scale: Scale, counted: readonly number[]): number[] {
  let sum = 0;
  let before = 0;
  return counted.map((tokens) => {
    sum += tokens;
    const upTo = predictedTokens(scale, sum);
    const line = upTo - before;
    before = upTo;
    return line;
  });
}
