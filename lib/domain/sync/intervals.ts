/** Whole numbers from `from` to `to`, both included. */
export type Interval = { from: number; to: number };

/** The union, ascending; intervals that touch become one. */
export function addInterval(intervals: readonly Interval[], added: Interval): readonly Interval[] {
  if (added.from > added.to) return intervals;
  let merged = added;
  const apart: Interval[] = [];
  for (const interval of intervals) {
    if (interval.to + 1 < merged.from || interval.from > merged.to + 1) apart.push(interval);
    else merged = { from: Math.min(interval.from, merged.from), to: Math.max(interval.to, merged.to) };
  }
  apart.push(merged);
  return apart.sort((a, b) => a.from - b.from);
}
