import type { ReceiptAnswer } from "./api";
import type { Conversation, Message } from "./chat";
import type { MessageId, TurnId } from "./ids";
import type { Summary } from "./summary";

export type ExportFormat = "json" | "markdown";

/** A turn's receipt as `GET /api/turns/:id/receipt` answers it, with the reply that it belongs to. */
export type ExportedReceipt = ReceiptAnswer & { turnId: TurnId; replyId: MessageId };

/** A whole conversation in a file. Fields may join; what is there keeps its meaning while `format` stays. */
export type ConversationExport = {
  format: 1;
  /** ISO 8601. */
  exportedAt: string;
  conversation: Conversation;
  /** Ascending by seq; with thinking, and with what a retry has replaced. */
  messages: Message[];
  /** Every version, oldest first. */
  summaries: Summary[];
  /** Ascending by the seq of the reply. */
  receipts: ExportedReceipt[];
};
