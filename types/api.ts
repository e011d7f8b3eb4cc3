import { z } from "zod";
import type { Agent, Conversation, Message, Profile, ProviderStatus, Usage } from "./chat";
import type { FinishReason } from "./words";
import type { ContextContents, ContextReport, SeqRange } from "./context";
import type { RecalledSource } from "./recall";
import type { Cost, Receipt } from "./receipt";
import type { Summary } from "./summary";

export const agentId = z.uuid().brand<"AgentId">();
export const conversationId = z.uuid().brand<"ConversationId">();
export const messageId = z.uuid().brand<"MessageId">();
export const turnId = z.uuid().brand<"TurnId">();
export const userId = z.uuid().brand<"UserId">();
export const memoryId = z.uuid().brand<"MemoryId">();
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
  minWindowSize: 2,
  maxWindowSize: 2_000,
  minSummaryThreshold: 500,
  maxSummaryThreshold: 128_000,
  summaryLineCharacters: 2_000,
  marksAtOnce: 200,
  conversationPage: 20,
  messagePage: 50,
  searchCharacters: 1_000,
  searchPage: 20,
  page: 100,
} as const;

// The database counts characters as code points; so does this, so that both draw the line at the same place.
export const text = (max: number) =>
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
const memoryStrategy = z.enum(["sliding_window", "summarization", "hybrid"]);
const recallMark = z.enum(["drop", "pin"]);
const windowSize = z.int().min(LIMITS.minWindowSize).max(LIMITS.maxWindowSize);
const summaryThreshold = z.int().min(LIMITS.minSummaryThreshold).max(LIMITS.maxSummaryThreshold);

/** Defaults of an agent or a user; an absent one falls through to the next. */
export const contextDefaults = z.strictObject({
  memoryStrategy: memoryStrategy.exactOptional(),
  maxTokens: maxTokens.exactOptional(),
  windowSize: windowSize.exactOptional(),
  summaryThreshold: summaryThreshold.exactOptional(),
  replyReserve: replyReserve.exactOptional(),
});

export const chatBody = z.strictObject({
  conversationId: conversationId.nullish(),
  agentId: agentId.nullish(),
  messageId: clientMessageId,
  content,
  /** A new conversation neither reads nor writes memory, for good. */
  temporary: z.literal(true).optional(),
});
export const retryBody = z.strictObject({ messageId: clientMessageId });

export const createConversationBody = z.strictObject({
  id: conversationId.optional(),
  agentId: agentId.optional(),
  title: title.optional(),
  model: model.nullish(),
  maxTokens: maxTokens.optional(),
  memoryStrategy: memoryStrategy.optional(),
  windowSize: windowSize.nullish(),
  summaryThreshold: summaryThreshold.optional(),
  replyReserve: replyReserve.nullish(),
  /** Neither reads nor writes memory; cannot be changed later. */
  temporary: z.boolean().optional(),
  recallPast: z.boolean().optional(),
});
export const patchConversationBody = z
  .strictObject({
    title: title.optional(),
    model: model.nullable().optional(),
    maxTokens: maxTokens.optional(),
    memoryStrategy: memoryStrategy.optional(),
    windowSize: windowSize.nullable().optional(),
    summaryThreshold: summaryThreshold.optional(),
    replyReserve: replyReserve.nullable().optional(),
    recallPast: z.boolean().optional(),
  })
  .refine((value) => Object.keys(value).length > 0, { message: "names nothing to change" });

export const contextBody = z
  .strictObject({
    conversationId: conversationId.optional(),
    agentId: agentId.optional(),
    draft: text(LIMITS.contentCharacters).optional(),
    /** A new conversation that will be temporary. */
    temporary: z.literal(true).optional(),
    strategy: memoryStrategy.optional(),
    maxTokens: maxTokens.optional(),
    windowSize: windowSize.nullable().optional(),
    summaryThreshold: summaryThreshold.optional(),
    replyReserve: replyReserve.nullable().optional(),
    /** `contents`: with every item in the call and out of it, and the hash of what would be sent. */
    include: z.enum(["counts", "contents"]).default("counts"),
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
    defaults: contextDefaults.optional(),
    memory: z.boolean().optional(),
    recallPast: z.boolean().optional(),
  })
  .refine((value) => Object.keys(value).length > 0, { message: "names nothing to change" });

export const patchProfileBody = z
  .strictObject({
    theme: z.enum(["system", "light", "dark"]).optional(),
    locale: z.string().max(35).nullable().optional(),
    defaultAgentId: agentId.nullable().optional(),
    defaults: contextDefaults.optional(),
  })
  .refine((value) => Object.keys(value).length > 0, { message: "names nothing to change" });

/** Marks for messages of one conversation; what is absent stays. A pinned message cannot be muted: the later wish wins. */
export const marksBody = z.strictObject({
  messages: z.array(messageId).min(1).max(LIMITS.marksAtOnce),
  pinned: z.boolean().optional(),
  muted: z.boolean().optional(),
  compressed: z.boolean().optional(),
});

/** Drops one thing from what a conversation recalls, keeps it in, or neither (null). */
export const recallMarkBody = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("message"), id: messageId, mark: recallMark.nullable() }),
  z.strictObject({ kind: z.literal("memory"), id: memoryId, mark: recallMark.nullable() }),
]);

/** Replaces the text of one line, takes it out (null), or adds one (line absent). */
export const editSummaryBody = z.strictObject({
  version: z.int().min(1),
  line: z.int().min(0).max(10_000).optional(),
  text: text(LIMITS.summaryLineCharacters)
    .refine((value) => value.trim() !== "", { message: "must not be empty" })
    .nullable(),
});
/** Makes an earlier version (or none) the one in use again, if `expected` still is. */
export const useSummaryBody = z.strictObject({
  version: z.int().min(1).nullable(),
  expected: z.int().min(1).nullable(),
});
/** `rebuild`: makes the version in use anew, from the raw messages of its range. */
export const summarizeBody = z.strictObject({ rebuild: z.boolean().default(false) });

export const labBody = z.strictObject({
  budgets: z.array(maxTokens).min(1).max(4),
  /** Also asks the model for each one's answer to the last question: costs what `price` said. */
  answers: z.boolean().default(false),
});

export const adoptBody = z.strictObject({ guestToken: z.string().min(1).max(8_192) });

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

/** `contents` where they were asked for. */
export type ContextAnswer = ContextReport & { contents?: ContextContents };
/** The messages as they are now. */
export type MarksAnswer = { messages: Message[] };
export type RecallMarkAnswer = { mark: "drop" | "pin" | null };
export type SummariesAnswer = { active: number | null; summaries: Summary[] };
export type SummaryAnswer = { summary: Summary | null; tokensFreed: number };

/** A reply's receipt with how the call went. `receipt` null: the call failed before anything was sent. */
export type ReceiptAnswer = {
  receipt: Receipt | null;
  reply: {
    seq: number;
    createdAt: string;
    tokens: number;
    thinkingTokens: number;
    status: Message["status"];
  };
  usage: Usage | null;
  cost: Cost | null;
  firstTokenMs: number | null;
  latencyMs: number | null;
  finishReason: FinishReason | null;
  /** Messages that the receipt names and that are gone. */
  deleted: SeqRange[];
  /** What the receipt's recalled things say now; those that are missing are gone. */
  recalled?: RecalledSource[];
};

/** Tokens spent on a conversation, by what they were spent for, and what summaries saved. */
export type AccountAnswer = {
  spent: { kind: "chat" | "summary" | "title" | "lab"; calls: number; tokens: number; cost: Cost | null }[];
  /** Prompt tokens that summaries kept out of calls, less what making them cost. */
  saved: number;
  net: number;
};
