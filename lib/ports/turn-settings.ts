import type { Agent, ContextDefaults, Conversation } from "@/types/chat";
import type { AgentId, ConversationId, TurnId } from "@/types/ids";
import type { StoredSummary } from "./summary-store";
import type { WindowRow } from "./turn-store";

/** A conversation's own settings, and what earlier turns have left for the next one. */
export type ConversationContext = Pick<
  Conversation,
  | "id"
  | "model"
  | "maxTokens"
  | "memoryStrategy"
  | "windowSize"
  | "summaryThreshold"
  | "replyReserve"
  | "messageCount"
  | "temporary"
> & {
  /** The seq where the last call's window began; 0 before the first. */
  windowFrom: number;
  /** Tokens of the last complete replies, oldest first, at most 8; negative where a reply was cut off. */
  recentReplies: number[];
  /** The version in use. */
  summary: StoredSummary | null;
};

/** What decides how a turn is built: its agent, and its conversation unless the turn will create one. */
export type TurnSettings = {
  agent: Agent;
  conversation: ConversationContext | null;
  /** What a new conversation starts with: the agent's wishes before the user's. {} for one that is there already. */
  defaults: ContextDefaults;
};

/** What a turn is planned with: its settings, and every pinned message, which goes with it; oldest first, with content. */
export type PlannedSettings = TurnSettings & { pins: WindowRow[] };

/** The same for an earlier turn, with the message it answered and its seq: pinned messages after it do not go with it. */
export type RetrySettings = PlannedSettings & { message: string; seq: number };

/** What a context is listed with: its settings, and every muted message, newest first and without its text. */
export type ListedSettings = TurnSettings & { muted: WindowRow[] };

/** Reads settings as the caller may see them, in one request each. Throws `not_found`. */
export type TurnSettingsReader = {
  forChat(conversationId: ConversationId | null, agentId: AgentId | null): Promise<TurnSettings>;
  forContents(conversationId: ConversationId | null, agentId: AgentId | null): Promise<ListedSettings>;
  forTurn(conversationId: ConversationId | null, agentId: AgentId | null): Promise<PlannedSettings>;
  forRetry(turnId: TurnId): Promise<RetrySettings>;
};
