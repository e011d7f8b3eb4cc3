import type { ConversationId, MessageId, UserId } from "@/types/ids";

/** New marks for one message; what is absent stays. Pinning takes muted off, and the reverse. */
export type MessageMark = {
  id: MessageId;
  pinned?: boolean | undefined;
  muted?: boolean | undefined;
  /** With what stands for the message, and its tokens, overhead included; null takes the mark off. */
  compressed?: { gist: string; gistTokens: number } | null | undefined;
};

/**
 * Marks messages under the service role, all or none. Throws `not_found`, and `cannot_store` with {cap, have, wanted, of}
 * where the pinned messages would take more than their cap (`of` is "tokens" or "messages").
 */
export type MessageMarks = {
  mark(input: {
    owner: UserId;
    conversationId: ConversationId;
    marks: readonly MessageMark[];
    /** Tokens that all pinned messages of the conversation may take together. */
    pinCap: number;
  }): Promise<{ messages: { id: MessageId; revision: number }[]; pinnedTokens: number }>;
};
