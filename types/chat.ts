import type {
  FinishReason,
  MemoryStrategy,
  MessageKind,
  MessageRole,
  MessageStatus,
  ProviderId,
  TitleSource,
} from "./words";
import type { ReceiptGlance } from "./receipt";
import type { AgentId, ClientMessageId, ConversationId, MessageId, TurnId, UserId } from "./ids";
import type { ErrorCode } from "./errors";

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
  /** On replies: what the call held. */
  receipt?: ReceiptGlance;
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
  /** Always in the call, word for word. */
  pinned: boolean;
  /** Never in the call. */
  muted: boolean;
  /** In the call by its first words of weight instead of word for word. */
  compressed: boolean;
  revision: number;
  /** ISO 8601, for display only. */
  createdAt: string;
  metadata: MessageMetadata;
};

/** What a new conversation starts with where its agent, or its user, has a wish; what is absent falls through. */
export type ContextDefaults = {
  memoryStrategy?: MemoryStrategy;
  maxTokens?: number;
  windowSize?: number;
  summaryThreshold?: number;
  replyReserve?: number;
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
  /** Messages that may be in a call word for word; null: as many as fit. */
  windowSize: number | null;
  /** Compaction starts when what no summary covers exceeds this many tokens. */
  summaryThreshold: number;
  /** null: estimated from the conversation's own replies, min(1,500, maxTokens / 4, the model's longest reply) at first. */
  replyReserve: number | null;
  /** Version of the summary in use; null while there is none. */
  summaryVersion: number | null;
  /** Up to which seq that summary stands for the messages; 0 while there is none. */
  summaryTo: number;
  messageCount: number;
  /** Prompt and completion tokens of every call so far. */
  totalTokens: number;
  /** A turn is running now. */
  running: boolean;
  /** Kept out of recall and memory, for good. Absent: no. */
  temporary?: boolean;
  /** Past conversations are recalled in it. Absent: yes. */
  recallPast?: boolean;
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
  defaults: ContextDefaults;
  /** Keeps memories and is told them; recalls past conversations. Absent: yes. */
  memory?: boolean;
  recallPast?: boolean;
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
  defaults: ContextDefaults;
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
  /** How our counts compare with the provider's; null where no call was measured. */
  measured: { calls: number; percent: number; offset: number; ratio: number } | null;
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
