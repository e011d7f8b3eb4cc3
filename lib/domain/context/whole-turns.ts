import { costOf, hasWords, type ContextRow } from "./context-row";

/** A user message with every reply to it: the smallest thing that a window takes in or lets go. */
export type HistoryTurn = {
  /** Of its first row, muted ones included. */
  seq: number;
  /** What is sent, oldest first. */
  sent: ContextRow[];
  /** Muted rows, and results of calls that are not sent. */
  muted: ContextRow[];
  /** Tokens of what is sent. */
  tokens: number;
};

export type WholeTurns = {
  /** Oldest first. */
  whole: HistoryTurn[];
  /** Replies at the beginning whose user message was not read; oldest first. */
  cut: ContextRow[];
};

/**
 * Rows, newest first, as whole turns: no answer goes in without its question and no tool result without its call.
 * `moreBefore`: older rows exist that were not read.
 */
export function wholeTurns(rows: readonly ContextRow[], moreBefore: boolean): WholeTurns {
  const ordered = rows.filter(hasWords).reverse();
  const firstQuestion = ordered.findIndex((row) => row.role === "user");
  const opening = firstQuestion === -1 ? ordered : ordered.slice(0, firstQuestion);
  const whole: HistoryTurn[] = [];
  // A conversation may open with a reply (imported ones do); that is a turn of its own.
  if (opening.length > 0 && !moreBefore) whole.push(turnOf(opening));
  let turn: ContextRow[] = [];
  for (const row of ordered.slice(opening.length)) {
    if (row.role === "user" && turn.length > 0) {
      whole.push(turnOf(turn));
      turn = [];
    }
    turn.push(row);
  }
  if (turn.length > 0) whole.push(turnOf(turn));
  return { whole, cut: moreBefore ? opening : [] };
}

function turnOf(rows: readonly ContextRow[]): HistoryTurn {
  const sent: ContextRow[] = [];
  const muted: ContextRow[] = [];
  let tokens = 0;
  let callIsIn = false;
  for (const row of rows) {
    if (row.kind === "tool_call") callIsIn = !row.muted;
    const orphan = row.kind === "tool_call_response" && !callIsIn;
    if (row.muted || orphan) {
      muted.push(row);
      continue;
    }
    sent.push(row);
    tokens += costOf(row);
  }
  return { seq: rows[0]?.seq ?? 0, sent, muted, tokens };
}
