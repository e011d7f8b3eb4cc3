import type { Message, Usage } from "@/types/chat";
import type { FinishReason } from "@/types/words";
import type { SeqRange } from "@/types/context";
import type { Cost, Receipt } from "@/types/receipt";
import type { ConversationId, TurnId } from "@/types/ids";

/** What a turn's call held and how it went. */
export type StoredReceipt = {
  conversationId: ConversationId;
  /** null: nothing was sent. */
  receipt: Receipt | null;
  reply: {
    seq: number;
    createdAt: string;
    tokens: number;
    thinkingTokens: number;
    status: Message["status"];
  };
  usage: Usage | null;
  cost: Cost | null;
  firstTokenMs: number | null;
  latencyMs: number | null;
  finishReason: FinishReason | null;
  /** Seqs that the receipt names and that no message has any more. */
  deleted: SeqRange[];
};

/** One user's receipts; null where the caller has no such turn. */
export type ReceiptReader = { receipt(turnId: TurnId): Promise<StoredReceipt | null> };
