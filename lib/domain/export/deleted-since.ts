import type { SeqRange } from "@/types/context";
import type { Receipt } from "@/types/receipt";

/** What is missing between two messages that stand next to each other: every seq was somebody's once. */
export function gapBetween(before: number, seq: number): SeqRange | null {
  return seq > before + 1 ? [before + 1, seq - 1] : null;
}

/** Of what a receipt names, what lies in the gaps: messages that were deleted since. Ascending, each range once. */
export function deletedSince(receipt: Receipt | null, gaps: readonly SeqRange[]): SeqRange[] {
  if (receipt === null || gaps.length === 0) return [];
  const deleted = new Map<string, SeqRange>();
  for (const [from, to] of rangesIn(receipt)) {
    for (const [first, last] of gaps) {
      if (first > to) break;
      if (last < from) continue;
      const range: SeqRange = [Math.max(first, from), Math.min(last, to)];
      deleted.set(range.join(), range);
    }
  }
  return [...deleted.values()].sort(([one, oneTo], [other, otherTo]) => one - other || oneTo - otherTo);
}

function rangesIn(receipt: Receipt): SeqRange[] {
  const { verbatim, pinned, compressed, muted, summarised, leftOut } = receipt;
  const ranges = [...verbatim, ...pinned, ...compressed, ...muted];
  if (summarised !== null) ranges.push(summarised.range);
  for (const item of leftOut) ranges.push(...item.ranges);
  return ranges;
}
