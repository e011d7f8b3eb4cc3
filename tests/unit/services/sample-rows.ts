import { randomUUID } from "node:crypto";
import { agentId, conversationId, messageId, turnId, userId } from "@/types/api";
import type { Agent, Conversation, Message, Profile } from "@/types/chat";
import type { UserId } from "@/types/ids";

export const newUserId = (): UserId => userId.parse(randomUUID());

export function anAgent(fields: Partial<Agent> = {}): Agent {
  return {
    id: agentId.parse(randomUUID()),
    name: "Assistant",
    systemPrompt: "Be brief.",
    provider: null,
    model: null,
    temperature: null,
    maxOutputTokens: null,
    defaults: {},
    revision: 1,
    ...fields,
  };
}

export function aProfile(fields: Partial<Profile> = {}): Profile {
  return {
    id: newUserId(),
    email: null,
    isGuest: true,
    theme: "system",
    locale: null,
    defaultAgentId: null,
    defaults: {},
    ...fields,
  };
}

export function aConversation(fields: Partial<Conversation> = {}): Conversation {
  return {
    id: conversationId.parse(randomUUID()),
    agentId: agentId.parse(randomUUID()),
    title: "A talk",
    titleSource: "auto",
    model: null,
    maxTokens: 8_000,
    memoryStrategy: "hybrid",
    windowSize: null,
    summaryThreshold: 6_000,
    replyReserve: null,
    summaryVersion: null,
    summaryTo: 0,
    messageCount: 0,
    totalTokens: 0,
    running: false,
    revision: 1,
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    ...fields,
  };
}

export function aMessage(fields: Partial<Message> = {}): Message {
  return {
    id: messageId.parse(randomUUID()),
    conversationId: conversationId.parse(randomUUID()),
    turnId: turnId.parse(randomUUID()),
    clientMessageId: null,
    seq: 1,
    role: "user",
    kind: "chat",
    content: "Hello",
    tokenCount: 5,
    status: "complete",
    model: null,
    supersededBy: null,
    pinned: false,
    muted: false,
    compressed: false,
    revision: 1,
    createdAt: "2026-01-01T00:00:00Z",
    metadata: {},
    ...fields,
  };
}
