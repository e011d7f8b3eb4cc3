import type { MessageRole } from "@/types/words";

/** An uncovered message with what it costs in a call; a muted one costs nothing. */
export type UncoveredRow = { seq: number; role: MessageRole; tokens: number };

export type TakeTurns = {
  /** Tokens that may stay word for word. */
  room: number;
  /** Newer rows exist that were not read: the last turn may go on in them. */
  more: boolean;
  /** This many of the newest turns stay, whatever they take. */
  keep: number;
};

/**
 * How many of the oldest rows are summarised so that the rest takes at most `room` tokens: whole turns only, and no
 * more of them than that needs.
 */
export function chooseTurns(rows: readonly UncoveredRow[], { room, more, keep }: TakeTurns): number {
  let left = 0;
  for (const row of rows) left += row.tokens;
  const starts = turnStarts(rows);
  // The end of the last turn is the beginning of what stays, unless it has not been read to its end.
  const ends = [...starts.slice(1), ...(more ? [] : [rows.length])];
  const most = more ? ends.length : Math.max(0, ends.length - keep);
  let taken = 0;
  for (const end of ends.slice(0, most)) {
    if (left <= room) break;
    for (const row of rows.slice(taken, end)) left -= row.tokens;
    taken = end;
  }
  return taken;
}

/** Where turns begin: at every user message, and at the first row. */
export function turnStarts(rows: readonly Pick<UncoveredRow, "role">[]): number[] {
  const starts: number[] = [];
  for (const [index, row] of rows.entries()) if (index === 0 || row.role === "user") starts.push(index);
  return starts;
}

/** The index from which the newest whole turns take at most `tokens`; all of them from 0, none from the end. */
export function newestTurnsFrom(rows: readonly UncoveredRow[], tokens: number): number {
  let from = rows.length;
  let left = tokens;
  for (const start of turnStarts(rows).reverse()) {
    for (const row of rows.slice(start, from)) left -= row.tokens;
    if (left < 0) break;
    from = start;
  }
  return from;
}
