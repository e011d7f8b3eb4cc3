import type { Neighbours } from "./neighbours";

type Vector = { before: number; after: number; floor: number };

/**
 * How near each message is in meaning, on the scale of the others: the nearest 1, the lower quartile and below 0. What is
 * said before and after counts in. `cosines` null: not among the nearest, so no nearer than the last of those.
 */
export function vectorScores(
  cosines: readonly (number | null)[],
  beside: Neighbours,
  { before, after, floor }: Vector,
): number[] | null {
  const known = cosines.filter((cosine) => cosine !== null);
  if (known.length === 0) return null;
  const lowest = known.reduce((low, cosine) => Math.min(low, cosine), 1);
  const cosine = (at: number): number => (at < 0 ? 0 : (cosines[at] ?? lowest));
  const raw = cosines.map(
    (_, at) => cosine(at) + before * cosine(beside(at, -1)) + after * cosine(beside(at, 1)),
  );
  const sorted = raw.toSorted((a, b) => a - b);
  const zero = sorted[Math.floor(sorted.length * floor)] ?? 0;
  const range = (sorted.at(-1) ?? 0) - zero;
  return raw.map((value) => (range > 0 ? Math.max(0, (value - zero) / range) : 1));
}
