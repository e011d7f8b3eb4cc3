import { randomUUID } from "node:crypto";
import type { TurnSettings } from "@/lib/ports/turn-settings";
import type { WindowRow } from "@/lib/ports/turn-store";
import type { Agent, Conversation } from "@/types/chat";
import { agentId, clientMessageId, conversationId, messageId, turnId, userId } from "@/types/api";
import type { ConversationId } from "@/types/ids";

// Ids are minted by parsing, here as elsewhere.
export const newTurnId = () => turnId.parse(randomUUID());
export const newUserId = () => userId.parse(randomUUID());
export const newAgentId = () => agentId.parse(randomUUID());
export const newMessageId = () => messageId.parse(randomUUID());
export const newConversationId = () => conversationId.parse(randomUUID());
export const newClientMessageId = () => clientMessageId.parse(randomUUID());

export function agent(over: Partial<Agent> = {}): Agent {
  return {
    id: newAgentId(),
    name: "Assistant",
    systemPrompt: "Be brief.",
    provider: "offline",
    model: null,
    temperature: null,
    maxOutputTokens: null,
    revision: 1,
    ...over,
  };
}

export function conversation(id: ConversationId, over: Partial<Conversation> = {}): Conversation {
  return {
    id,
    agentId: newAgentId(),
    title: "A conversation",
    titleSource: "auto",
    model: null,
    maxTokens: 8_000,
    memoryStrategy: "sliding_window",
    replyReserve: null,
    messageCount: 2,
    totalTokens: 0,
    running: true,
    revision: 1,
    createdAt: "2026-01-05T09:00:00.000Z",
    updatedAt: "2026-01-05T09:00:00.000Z",
    ...over,
  };
}

export function settings(over: Partial<TurnSettings> = {}): TurnSettings {
  return { agent: agent(), conversation: null, ...over };
}

export function windowRow(seq: number, over: Partial<WindowRow> = {}): WindowRow {
  return {
    id: newMessageId(),
    seq,
    role: seq % 2 === 1 ? "user" : "assistant",
    kind: "chat",
    content: `message ${seq}`,
    status: "complete",
    tokenCount: 13,
    tokenFamily: "openai-o200k",
    createdAt: "2026-01-05T09:00:00.000Z",
    ...over,
  };
}
