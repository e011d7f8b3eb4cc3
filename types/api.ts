import { z } from "zod";
import type { Agent, Conversation, Message, Profile, ProviderStatus } from "./chat";

export const agentId = z.uuid().brand<"AgentId">();
export const conversationId = z.uuid().brand<"ConversationId">();
export const messageId = z.uuid().brand<"MessageId">();
export const turnId = z.uuid().brand<"TurnId">();
export const userId = z.uuid().brand<"UserId">();
export const clientMessageId = z.uuid().brand<"ClientMessageId">();

export const LIMITS = {
  bodyBytes: 1_048_576,
  contentCharacters: 400_000,
  titleCharacters: 200,
  nameCharacters: 80,
  systemPromptCharacters: 32_000,
  minMaxTokens: 1_000,
  maxMaxTokens: 128_000,
  minReplyReserve: 64,
  maxReplyReserve: 64_000,
  conversationPage: 20,
  messagePage: 50,
  page: 100,
} as const;

// The database counts characters as code points; so does this, so that both draw the line at the same place.
const text = (max: number) =>
  z.string().refine((value) => value.length <= max || Array.from(value).length <= max, {
    message: `must be at most ${max.toLocaleString("en")} characters`,
  });

const content = text(LIMITS.contentCharacters).refine((value) => value.trim() !== "", {
  message: "must not be empty",
});
const title = text(LIMITS.titleCharacters).refine((value) => value.trim() !== "", {
  message: "must not be empty",
});
const maxTokens = z.int().min(LIMITS.minMaxTokens).max(LIMITS.maxMaxTokens);
const replyReserve = z.int().min(LIMITS.minReplyReserve).max(LIMITS.maxReplyReserve);
const model = z.string().min(1).max(200);

export const chatBody = z.strictObject({
  conversationId: conversationId.nullish(),
  agentId: agentId.nullish(),
  messageId: clientMessageId,
  content,
});
export const retryBody = z.strictObject({ messageId: clientMessageId });

export const createConversationBody = z.strictObject({
  id: conversationId.optional(),
  agentId: agentId.optional(),
  title: title.optional(),
  model: model.nullish(),
  maxTokens: maxTokens.optional(),
  replyReserve: replyReserve.nullish(),
});
export const patchConversationBody = z
  .strictObject({
    title: title.optional(),
    model: model.nullable().optional(),
    maxTokens: maxTokens.optional(),
    replyReserve: replyReserve.nullable().optional(),
  })
  .refine((value) => Object.keys(value).length > 0, { message: "names nothing to change" });

export const contextBody = z
  .strictObject({
    conversationId: conversationId.optional(),
    agentId: agentId.optional(),
    draft: text(LIMITS.contentCharacters).optional(),
    strategy: z.enum(["sliding_window"]).optional(),
    maxTokens: maxTokens.optional(),
  })
  .refine((value) => !(value.conversationId && value.agentId), {
    message: "takes conversationId or agentId, not both",
  });

export const patchAgentBody = z
  .strictObject({
    name: text(LIMITS.nameCharacters)
      .refine((value) => value.trim() !== "", { message: "must not be empty" })
      .optional(),
    systemPrompt: text(LIMITS.systemPromptCharacters).optional(),
    provider: z.enum(["groq", "openai-compatible", "offline"]).nullable().optional(),
    model: model.nullable().optional(),
    temperature: z.number().min(0).max(2).nullable().optional(),
    maxOutputTokens: z.int().min(1).max(LIMITS.maxMaxTokens).nullable().optional(),
  })
  .refine((value) => Object.keys(value).length > 0, { message: "names nothing to change" });

export const patchProfileBody = z
  .strictObject({
    theme: z.enum(["system", "light", "dark"]).optional(),
    locale: z.string().max(35).nullable().optional(),
    defaultAgentId: agentId.nullable().optional(),
  })
  .refine((value) => Object.keys(value).length > 0, { message: "names nothing to change" });

export const adoptBody = z.strictObject({ guestToken: z.string().min(1).max(8_192) });

const pageLimit = z.coerce.number().int().min(1).max(LIMITS.page);
export const listConversationsQuery = z.strictObject({
  limit: pageLimit.default(LIMITS.conversationPage),
  cursor: z.string().min(1).max(200).optional(),
  agentId: agentId.optional(),
});
const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const listMessagesQuery = z
  .strictObject({
    limit: pageLimit.default(LIMITS.messagePage),
    before: seq.optional(),
    after: seq.optional(),
  })
  .refine((value) => value.before === undefined || value.after === undefined, {
    message: "takes before or after, not both",
  });
export const resumeQuery = z.strictObject({
  offset: seq.default(0),
  thinkingOffset: seq.default(0),
});

export type ConversationPage = { conversations: Conversation[]; nextCursor: string | null; hasMore: boolean };
/** Ascending by seq. `nextCursor` continues in the direction asked for. */
export type MessagePage = { messages: Message[]; nextCursor: number | null; hasMore: boolean };
export type AgentList = { agents: Agent[] };
export type ModelList = { providers: ProviderStatus[] };
export type ProfileAnswer = { profile: Profile };
export type ConversationAnswer = { conversation: Conversation };
export type AgentAnswer = { agent: Agent };
/** How many conversations moved to the account. */
export type AdoptAnswer = { conversations: number };
/** False when the turn had ended already. */
export type StopAnswer = { stopped: boolean };
export type KeepAnswer = { message: Message };
