/** How much a term tells: ln(1 + (N − n + 0.5) / (n + 0.5)), never below 0. */
export function idf(docs: number, df: number): number {
  return Math.log(1 + (Math.max(docs, df) - df + 0.5) / (df + 0.5));
}

export type Saturation = { k1: number; b: number };

/** Okapi BM25 of one term that occurs `tf` times, without its idf. `relative`: the text's length, in average lengths. */
export function termFrequencyScore(tf: number, relative: number, { k1, b }: Saturation): number {
  return (tf * (k1 + 1)) / (tf + k1 * (1 - b + b * relative));
}
