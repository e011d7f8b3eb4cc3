import type { ContextRow, LeftOut } from "./context-row";

export type WindowInput<Row extends ContextRow> = {
  /** Newest first. */
  rows: readonly Row[];
  /** What lies before the oldest row, as far as it was not read. */
  older: LeftOut | null;
  /** Tokens that the history may take. */
  room: number;
};

export type Window<Row extends ContextRow> = {
  /** Oldest first. */
  kept: Row[];
  tokens: number;
  leftOut: LeftOut | null;
};

/**
 * The newest whole turns that fit: a user message goes in with every reply to it or not at all, so that no answer
 * stands without its question and no tool result without its call. Stops at the first turn that does not fit, so the
 * window has no holes.
 */
export function slidingWindow<Row extends ContextRow>(input: WindowInput<Row>): Window<Row> {
  const turns = wholeTurns(input.rows.filter(isSent), input.older !== null);
  const kept: Row[][] = [];
  let tokens = 0;
  for (const turn of turns.whole) {
    const size = tokensOf(turn);
    if (tokens + size > input.room) break;
    tokens += size;
    kept.push(turn);
  }
  const dropped = [...turns.whole.slice(kept.length).flat(), ...turns.cut];
  return { kept: kept.flat().reverse(), tokens, leftOut: addLeftOut(input.older, dropped) };
}

/** Thinking is never sent again; a reply that is being written, was replaced or says nothing has nothing to send. */
function isSent(row: ContextRow): boolean {
  if (row.kind === "thinking" || row.kind === "summary") return false;
  if (row.status === "streaming" || (row.supersededBy ?? null) !== null) return false;
  return row.content !== "" || row.kind === "tool_call";
}

/** Turns newest first, each newest row first. `cut`: replies at the end whose user message was not read. */
function wholeTurns<Row extends ContextRow>(
  rows: readonly Row[],
  moreBefore: boolean,
): { whole: Row[][]; cut: Row[] } {
  const whole: Row[][] = [];
  let turn: Row[] = [];
  for (const row of rows) {
    turn.push(row);
    if (row.role !== "user") continue;
    whole.push(turn);
    turn = [];
  }
  if (turn.length === 0 || moreBefore) return { whole, cut: turn };
  // A conversation may open with a reply (imported ones do); that is a turn of its own.
  whole.push(turn);
  return { whole, cut: [] };
}

function tokensOf(rows: readonly ContextRow[]): number {
  let tokens = 0;
  for (const row of rows) tokens += row.tokenCount;
  return tokens;
}

/** `dropped` is newest first and newer than `older`. */
function addLeftOut(older: LeftOut | null, dropped: readonly ContextRow[]): LeftOut | null {
  const newest = dropped[0];
  const oldest = dropped.at(-1);
  if (newest === undefined || oldest === undefined) return older;
  return {
    messages: dropped.length + (older?.messages ?? 0),
    from: older?.from ?? oldest.seq,
    to: newest.seq,
  };
}
