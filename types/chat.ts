import type { AgentId, ClientMessageId, ConversationId, MessageId, TurnId, UserId } from "./ids";
import type { ErrorCode } from "./errors";

export type MessageRole = "user" | "assistant" | "system" | "tool";
export type MessageKind = "chat" | "thinking" | "tool_call" | "tool_call_response" | "summary";
export type MessageStatus = "complete" | "streaming" | "interrupted" | "stopped" | "failed";
export type TurnStatus = "running" | "complete" | "interrupted" | "stopped" | "failed";
export type TitleSource = "auto" | "user";
export type MemoryStrategy = "sliding_window";
export type ProviderId = "groq" | "openai-compatible" | "offline";
/** Which rank table and which per-message overhead a count was made with. */
export type TokenFamily = "gpt-oss" | "openai-o200k" | "openai-cl100k" | "llama" | "unknown";
export type FinishReason = "stop" | "length" | "content_filter" | "tool_calls" | "unknown";

/** Tokens of one model call. `source` says who counted: the provider, or we (when it sends no usage). */
export type Usage = {
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
  /** Part of completionTokens that was thinking, where the provider says so. */
  thinkingTokens: number;
  /** Our own count of the same prompt, overhead included. */
  countedPromptTokens: number;
  countedCompletionTokens: number;
  source: "provider" | "counted";
};

/** Why a turn ended badly, as stored with the turn and shown beside its reply. */
export type TurnError = {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  retryAfterMs?: number;
};

export type MessageMetadata = {
  /** "Keep as it is" was chosen for an interrupted reply. */
  kept?: boolean;
  error?: TurnError;
  finishReason?: FinishReason;
  usage?: Usage;
  /** On thinking rows: how long the model thought, in milliseconds. */
  thinkingMs?: number;
};

export type Message = {
  id: MessageId;
  conversationId: ConversationId;
  turnId: TurnId | null;
  /** On user messages: the id the sender made, so that an optimistic copy can be matched. */
  clientMessageId: ClientMessageId | null;
  /** Unique in its conversation, and the only order. */
  seq: number;
  role: MessageRole;
  kind: MessageKind;
  /** For a streaming reply: the text so far. */
  content: string;
  tokenCount: number;
  status: MessageStatus;
  model: string | null;
  supersededBy: MessageId | null;
  revision: number;
  /** ISO 8601, for display only. */
  createdAt: string;
  metadata: MessageMetadata;
};

export type Conversation = {
  id: ConversationId;
  agentId: AgentId;
  title: string;
  titleSource: TitleSource;
  /** null: the agent's model. */
  model: string | null;
  maxTokens: number;
  memoryStrategy: MemoryStrategy;
  /** null: min(1,500, maxTokens / 4, the model's longest reply). */
  replyReserve: number | null;
  messageCount: number;
  /** Prompt and completion tokens of every call so far. */
  totalTokens: number;
  /** A turn is running now. */
  running: boolean;
  revision: number;
  createdAt: string;
  updatedAt: string;
};

export type Agent = {
  id: AgentId;
  name: string;
  systemPrompt: string;
  /** null: the server's default provider. */
  provider: ProviderId | null;
  /** null: the provider's default model. */
  model: string | null;
  temperature: number | null;
  maxOutputTokens: number | null;
  revision: number;
};

export type Theme = "system" | "light" | "dark";
export type Profile = {
  id: UserId;
  email: string | null;
  isGuest: boolean;
  theme: Theme;
  locale: string | null;
  defaultAgentId: AgentId | null;
};

/** Display order of the context bar; `reserve` and `free` complete it to the budget. */
export type SegmentKind =
  "system" | "tools" | "pinned" | "memories" | "summary" | "recent" | "reserve" | "free";

/** One held part of a call. `from` and `to` are the first and last seq it covers. */
export type Segment = { kind: SegmentKind; tokens: number; from?: number; to?: number };

export type ContextLevel = "ok" | "warning" | "danger" | "full";

/** What the next (or this) call holds. held + draft + reserve + free = budget; free < 0 never: see overBy. */
export type ContextReport = {
  budget: number;
  /** Reply reserve + thinking allowance. */
  reserve: number;
  replyReserve: number;
  thinkingAllowance: number;
  /** Only parts that are held, in display order; no reserve, no free. */
  segments: Segment[];
  held: number;
  draft: number;
  free: number;
  /** Tokens by which held + draft + reserve passes the budget; 0 when it fits. */
  overBy: number;
  level: ContextLevel;
  /** Older messages exist that no longer fit: the window slides. */
  slides: boolean;
  leftOut: { messages: number; from: number; to: number } | null;
  model: string;
  provider: ProviderId;
  window: number;
  accuracy: "exact" | "estimate";
};

export type ModelInfo = {
  id: string;
  name: string;
  provider: ProviderId;
  contextWindow: number;
  maxOutputTokens: number;
  thinks: boolean;
  /** False where the model is not in our table: its count is an estimate. */
  known: boolean;
};

export type ProviderStatus = {
  id: ProviderId;
  name: string;
  configured: boolean;
  isDefault: boolean;
  defaultModel: string | null;
  models: ModelInfo[];
  /** Where the list came from; `fallback` when the provider could not be asked. */
  listedBy: "provider" | "fallback";
  /** A plain sentence when the provider cannot be used as it stands. */
  problem: string | null;
};
