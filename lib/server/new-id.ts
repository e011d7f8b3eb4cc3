import { randomUUID } from "node:crypto";
import { conversationId } from "@/types/api";
import { memoryId } from "@/types/memory-api";
import type { ConversationId } from "@/types/ids";
import type { MemoryId } from "@/types/memory";

/** For callers that make no id of their own. */
export function newConversationId(): ConversationId {
  return conversationId.parse(randomUUID());
}

export function newMemoryId(): MemoryId {
  return memoryId.parse(randomUUID());
}
