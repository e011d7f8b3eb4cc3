/** A vector in the same direction whose length is 1; null where it has none, or a number is missing. */
export function unitVector(values: readonly number[]): Float32Array | null {
  const length = Math.hypot(...values);
  if (!Number.isFinite(length) || length === 0) return null;
  return Float32Array.from(values, (value) => value / length);
}
