import type { MessageSpan, SeqRange } from "@/types/context";

/**
 * The rows that pass, as ranges: rows that stand next to each other in `ordered` (oldest first) are one, whatever
 * numbers lie between them, such as those of thinking.
 */
export function rangesOf<Row extends { seq: number }>(
  ordered: readonly Row[],
  passes: (row: Row) => boolean,
): SeqRange[] {
  const ranges: SeqRange[] = [];
  let open: SeqRange | null = null;
  for (const row of ordered) {
    if (!passes(row)) {
      open = null;
      continue;
    }
    if (open === null) {
      open = [row.seq, row.seq];
      ranges.push(open);
    } else open[1] = row.seq;
  }
  return ranges;
}

export function rangeOf(span: MessageSpan): SeqRange {
  return [span.from, span.to];
}
