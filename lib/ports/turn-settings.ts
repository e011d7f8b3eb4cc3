import type { Agent, Conversation } from "@/types/chat";
import type { AgentId, ConversationId, TurnId } from "@/types/ids";

/** What decides how a turn is built: its agent, and its conversation unless the turn will create one. */
export type TurnSettings = {
  agent: Agent;
  conversation: Pick<Conversation, "id" | "model" | "maxTokens" | "replyReserve"> | null;
};

/** The settings of an earlier turn, with the message it answered. */
export type RetrySettings = TurnSettings & { message: string };

/** Reads settings as the caller may see them, in one request each. Throws `not_found`. */
export type TurnSettingsReader = {
  forChat(conversationId: ConversationId | null, agentId: AgentId | null): Promise<TurnSettings>;
  forRetry(turnId: TurnId): Promise<RetrySettings>;
};
