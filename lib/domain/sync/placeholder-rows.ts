import type { Message } from "@/types/chat";
import type { ChatEvent } from "./chat-event";

/** Rows for what `accepted` tells before the stored ones are read. Revision 0: any stored row is newer. */
export function placeholders(event: Extract<ChatEvent, { type: "accepted" }>): Message[] {
  const base = {
    conversationId: event.conversationId,
    turnId: event.turnId,
    kind: "chat" as const,
    model: null,
    supersededBy: null,
    pinned: false,
    muted: false,
    compressed: false,
    revision: 0,
    metadata: {},
  };
  const reply: Message = {
    ...base,
    id: event.reply.id,
    clientMessageId: null,
    seq: event.reply.seq,
    role: "assistant",
    content: "",
    tokenCount: 0,
    status: "streaming",
    createdAt: event.reply.createdAt,
  };
  if (!event.user) return [reply];
  const user: Message = {
    ...base,
    ...event.user,
    clientMessageId: event.clientMessageId,
    role: "user",
    status: "complete",
  };
  return [user, reply];
}
