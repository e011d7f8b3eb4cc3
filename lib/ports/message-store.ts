import type { Message } from "@/types/chat";
import type { ConversationId, MessageId } from "@/types/ids";

export type MessageQuery = { limit: number; before?: number | undefined; after?: number | undefined };

/** One user's messages, without those that a retry has replaced. Throws `database_unavailable`. */
export type MessageStore = {
  /** The newest rows, or those next to a seq; always ascending. `limit` rows at most. */
  page(conversationId: ConversationId, query: MessageQuery): Promise<Message[]>;
  find(id: MessageId): Promise<Message | null>;
  /** Those of them that are there, ascending by seq. */
  some(conversationId: ConversationId, ids: readonly MessageId[]): Promise<Message[]>;
  /** What a running reply says so far, as far as it is stored. */
  textSoFar(turnId: NonNullable<Message["turnId"]>): Promise<string>;
};
