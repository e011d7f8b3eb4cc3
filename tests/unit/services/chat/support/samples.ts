import { randomUUID } from "node:crypto";
import type { StoredSummary, SummaryId } from "@/lib/ports/summary-store";
import type { ConversationContext, TurnSettings } from "@/lib/ports/turn-settings";
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
    defaults: {},
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
    memoryStrategy: "hybrid",
    windowSize: null,
    summaryThreshold: 6_000,
    replyReserve: null,
    summaryVersion: null,
    summaryTo: 0,
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
  return { agent: agent(), conversation: null, defaults: {}, ...over };
}

/** What earlier turns have left of a conversation. */
export function context(id: ConversationId, over: Partial<ConversationContext> = {}): ConversationContext {
  const { model, maxTokens, memoryStrategy, windowSize, summaryThreshold, replyReserve, messageCount } =
    conversation(id);
  return {
    id,
    model,
    maxTokens,
    memoryStrategy,
    windowSize,
    summaryThreshold,
    replyReserve,
    messageCount,
    windowFrom: 0,
    recentReplies: [],
    summary: null,
    ...over,
  };
}

/** A summary that says one thing about the messages up to `to`. */
export function summary(to: number, over: Partial<StoredSummary> = {}): StoredSummary {
  return {
    id: randomUUID() as SummaryId,
    version: 1,
    from: 1,
    to,
    messages: to,
    lines: [{ text: "They spoke of the garden.", from: 1, to, byUser: false }],
    facts: [],
    tokens: 100,
    tokenFamily: "openai-o200k",
    replaces: to * 50,
    source: "extract",
    model: null,
    createdAt: "2026-01-05T09:00:00.000Z",
    ...over,
  };
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
    pinned: false,
    muted: false,
    compressed: false,
    gist: null,
    gistTokens: null,
    ...over,
  };
}
