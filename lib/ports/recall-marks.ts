import type { ConversationId, MessageId } from "@/types/ids";
import type { MemoryId } from "@/types/memory";

/** What the user wants of one thing in one conversation; null: as it scores. */
export type RecallWish = { conversationId: ConversationId; mark: "drop" | "pin" | null } & (
  { kind: "message"; id: MessageId } | { kind: "memory"; id: MemoryId }
);

/** Marks what a conversation recalls, as its owner. Throws `not_found`, and `invalid_input` beyond 200 marks. */
export type RecallMarks = { mark(wish: RecallWish): Promise<RecallWish["mark"]> };
