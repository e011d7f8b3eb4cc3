import type { Conversation } from "@/types/chat";
import type { AgentId, ConversationId } from "@/types/ids";
import type { Changes } from "./changes";

/** Where a page of the list ends: the last conversation's activity and id. */
export type ListPosition = { updatedAt: string; id: ConversationId };

export type ListQuery = { limit: number; before: ListPosition | null; agentId: AgentId | null };

export type ConversationSettings = Changes<
  Pick<
    Conversation,
    | "title"
    | "model"
    | "maxTokens"
    | "memoryStrategy"
    | "windowSize"
    | "summaryThreshold"
    | "replyReserve"
    | "recallPast"
  >
>;

/** A setting that is absent (or null) starts as its agent wishes, else its user, else as the database has it. */
export type NewConversation = ConversationSettings & {
  id: ConversationId;
  agentId: AgentId;
  temporary?: boolean | undefined;
};

/** One user's conversations; what belongs to others is as if it were not there. Throws `database_unavailable`. */
export type ConversationStore = {
  /** Newest activity first. */
  list(query: ListQuery): Promise<Conversation[]>;
  find(id: ConversationId): Promise<Conversation | null>;
  /** Null when the id is taken. Throws `not_found` for an agent that is not the user's. */
  create(conversation: NewConversation): Promise<Conversation | null>;
  update(id: ConversationId, changes: ConversationSettings): Promise<Conversation | null>;
  /** With everything in it. False when it was not there. */
  remove(id: ConversationId): Promise<boolean>;
};
