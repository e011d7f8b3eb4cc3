import type { ConversationId } from "@/types/ids";
import type { AroundWindow, WindowRow } from "./turn-store";

/** The newest rows of a conversation whose stored counts fit a budget, newest first, and what lies around them. */
export type StoredWindow = AroundWindow & { rows: WindowRow[] };

export type WindowQuery = {
  budget: number;
  /** Rows up to this seq are left out: the boundary of the summary that is used, or 0. */
  floor: number;
  /** Only what comes before this seq; null: everything. */
  before: number | null;
  /** Without, every text is "…", for callers that need only the counts; rows without text are never in. */
  withContent: boolean;
};

/** Reads as many rows as fit and no more, whatever the length of the history. Throws `not_found`. */
export type ContextWindow = {
  read(conversationId: ConversationId, query: WindowQuery): Promise<StoredWindow>;
};
