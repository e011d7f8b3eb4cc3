import type { MessageId } from "@/types/ids";
import type { Message } from "@/types/chat";
import type { TokenFamily } from "@/types/words";
import type { MessageSpan } from "@/types/context";

/** A stored message as a context sees it. */
export type ContextRow = {
  id: MessageId;
  seq: number;
  role: Message["role"];
  kind: Message["kind"];
  /** "" where the row is muted. */
  content: string;
  status: Message["status"];
  /** Of the whole text, overhead of its family included. */
  tokenCount: number;
  tokenFamily: TokenFamily;
  createdAt: string;
  pinned: boolean;
  muted: boolean;
  compressed: boolean;
  /** What stands for a compressed row, and its tokens, overhead included. */
  gist: string | null;
  gistTokens: number | null;
  /** Absent where the database has already left superseded rows out. */
  supersededBy?: MessageId | null;
};

/** Messages that are not in a call, with the first and last seq among them. */
export type LeftOut = MessageSpan;

/** How a row goes into a call, if it does. A pin wins over compression: pinned means word for word. */
export type RowForm = "verbatim" | "pinned" | "compressed" | "muted";

export function formOf(row: Pick<ContextRow, "pinned" | "muted" | "compressed" | "gist">): RowForm {
  if (row.muted) return "muted";
  if (row.pinned) return "pinned";
  return row.compressed && row.gist !== null ? "compressed" : "verbatim";
}

/** Tokens that a row takes in a call; 0 for a muted one. */
export function costOf(row: ContextRow): number {
  const form = formOf(row);
  if (form === "muted") return 0;
  return form === "compressed" ? (row.gistTokens ?? row.tokenCount) : row.tokenCount;
}

/** What a row says in a call. */
export function wordsOf(row: ContextRow): string {
  return formOf(row) === "compressed" ? (row.gist ?? row.content) : row.content;
}

/** Thinking is never sent again; a reply that is being written, was replaced or says nothing has nothing to send. */
export function hasWords(row: ContextRow): boolean {
  if (row.kind === "thinking" || row.kind === "summary") return false;
  if (row.status === "streaming" || (row.supersededBy ?? null) !== null) return false;
  return row.content !== "" || row.muted || row.kind === "tool_call";
}

/** Rows whose stored count was made for another family; it must be made again before a context is built of them. */
export function needsRecount<Row extends Pick<ContextRow, "tokenFamily">>(
  rows: readonly Row[],
  family: TokenFamily,
): Row[] {
  return rows.filter((row) => row.tokenFamily !== family);
}

/** The span of rows in the order of seq, either way; null where there are none. */
export function spanOf(rows: readonly { seq: number }[]): MessageSpan | null {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return null;
  return { messages: rows.length, from: Math.min(first.seq, last.seq), to: Math.max(first.seq, last.seq) };
}

/** Two spans as one; the messages of both. */
export function joinSpans(a: MessageSpan | null, b: MessageSpan | null): MessageSpan | null {
  if (a === null || b === null) return a ?? b;
  return {
    messages: a.messages + b.messages,
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
  };
}
