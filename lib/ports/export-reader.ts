import type { ReceiptAnswer } from "@/types/api";
import type { Message } from "@/types/chat";
import type { ConversationId, MessageId, TurnId } from "@/types/ids";
import type { StoredSummary } from "./summary-store";

/** A turn's receipt without what was deleted since, which follows from the messages that are there. */
export type StoredReceipt = Omit<ReceiptAnswer, "deleted"> & { turnId: TurnId; replyId: MessageId };

export type ExportPage = {
  /** Only what comes after this seq, or version. */
  after: number;
  limit: number;
};

/** Everything of one user's conversation, ascending and page by page. Throws `database_unavailable`. */
export type ExportReader = {
  /** With thinking, and with what a retry has replaced. */
  messages(conversationId: ConversationId, page: ExportPage): Promise<Message[]>;
  summaries(conversationId: ConversationId, page: ExportPage): Promise<StoredSummary[]>;
  /** By the seq of the reply. */
  receipts(conversationId: ConversationId, page: ExportPage): Promise<StoredReceipt[]>;
};
