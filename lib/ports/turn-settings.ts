import type { Agent, ContextDefaults, Conversation } from "@/types/chat";
import type { AgentId, ConversationId, TurnId } from "@/types/ids";
import type { StoredSummary } from "./summary-store";

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

/** The settings of an earlier turn, with the message it answered. */
export type RetrySettings = TurnSettings & { message: string };

/** Reads settings as the caller may see them, in one request each. Throws `not_found`. */
export type TurnSettingsReader = {
  forChat(conversationId: ConversationId | null, agentId: AgentId | null): Promise<TurnSettings>;
  forRetry(turnId: TurnId): Promise<RetrySettings>;
};
