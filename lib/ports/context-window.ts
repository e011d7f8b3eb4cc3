import type { LeftOut } from "@/lib/domain/context/context-row";
import type { ConversationId } from "@/types/ids";
import type { WindowRow } from "./turn-store";

/** The newest rows of a conversation whose stored counts fit a budget, newest first, and what lies before them. */
export type StoredWindow = { rows: WindowRow[]; older: LeftOut | null };

/** Reads as many rows as fit and no more, whatever the length of the history. */
export type ContextWindow = {
  /** Without content every text is "…", for callers that need only the counts; rows without text are never in. */
  read(conversationId: ConversationId, budget: number, withContent: boolean): Promise<StoredWindow>;
};
