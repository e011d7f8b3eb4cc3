import type { MessageId } from "@/types/ids";
import type { Message, TokenFamily } from "@/types/chat";

/** A stored message as a context sees it. */
export type ContextRow = {
  seq: number;
  role: Message["role"];
  kind: Message["kind"];
  content: string;
  status: Message["status"];
  /** Overhead of its family included. */
  tokenCount: number;
  tokenFamily: TokenFamily;
  createdAt: string;
  /** Absent where the database has already left superseded rows out. */
  supersededBy?: MessageId | null;
};

/** Messages that are not in a call, with the first and last seq among them. */
export type LeftOut = { messages: number; from: number; to: number };

/** Rows whose stored count was made for another family; it must be made again before a context is built of them. */
export function needsRecount<Row extends Pick<ContextRow, "tokenFamily">>(
  rows: readonly Row[],
  family: TokenFamily,
): Row[] {
  return rows.filter((row) => row.tokenFamily !== family);
}
