import { randomUUID } from "node:crypto";
import { conversationId } from "@/types/api";
import type { ConversationId } from "@/types/ids";

/** For callers that make no id of their own. */
export function newConversationId(): ConversationId {
  return conversationId.parse(randomUUID());
}
