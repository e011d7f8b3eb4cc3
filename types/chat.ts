import type { AgentId, ClientMessageId, ConversationId, MessageId, TurnId, UserId } from "./ids";
import type { ErrorCode } from "./errors";

export type MessageRole = "user" | "assistant" | "system" | "tool";
export type MessageKind = "chat" | "thinking" | "tool_call" | "tool_call_response" | "summary";
export type MessageStatus = "complete" | "streaming" | "interrupted" | "stopped" | "failed";
export type TurnStatus = "running" | "complete" | "interrupted" | "stopped" | "failed";
export type TitleSource = "auto" | "user";
export type MemoryStrategy = "sliding_window" | "summarization" | "hybrid";
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

/** First and last seq of messages that stand next to each other, both included. */
export type SeqRange = [from: number, to: number];

/** What a reply's receipt says at a glance; the whole receipt is asked for by turn. */
export type ReceiptGlance = {
  /** Tokens of the call as it was sent. */
  tokens: number;
  recalled: number;
  /** Messages that a summary stood for. */
  summarised: number;
  segments: Segment[];
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

/** Display order of the context bar; `reserve` and `free` complete it to the budget. */
export type SegmentKind =
  "system" | "tools" | "pinned" | "memories" | "summary" | "recent" | "reserve" | "free";

/** One held part of a call. `from` and `to` are the first and last seq it covers. */
export type Segment = { kind: SegmentKind; tokens: number; from?: number; to?: number };

export type ContextLevel = "ok" | "warning" | "danger" | "full";

/** Messages that a call does not hold word for word, with the first and last seq among them. */
export type MessageSpan = { messages: number; from: number; to: number };

/** How a count relates to the provider's own. `percent`: mean error of the last measured calls. */
export type Accuracy = { kind: "exact" } | { kind: "calibrated"; percent: number } | { kind: "estimate" };

/** What a plan limited by tokens a minute did to a call before it was sent; null where it changed nothing. */
export type RateChoice =
  | { kind: "trimmed"; limit: number; left: number }
  | { kind: "shorter_reply"; limit: number; left: number; replyReserve: number };

/** Where the reply reserve comes from. */
export type ReserveSource = "set" | "estimated" | "default";

/** What the next (or this) call holds. held + draft + reserve + free = budget + overBy, in the model's own tokens. */
export type ContextReport = {
  budget: number;
  /** Reply reserve + thinking allowance. */
  reserve: number;
  replyReserve: number;
  replyReserveSource: ReserveSource;
  /** Tokens of the conversation's longest recent reply; null before the first. */
  longestReply: number | null;
  thinkingAllowance: number;
  strategy: MemoryStrategy;
  /** Only parts that are held, in display order; no reserve, no free. */
  segments: Segment[];
  held: number;
  draft: number;
  free: number;
  /** Tokens by which held + draft + reserve passes the budget; 0 when it fits. */
  overBy: number;
  level: ContextLevel;
  /** Older messages exist that are in the call neither word for word nor in a summary: the window slides. */
  slides: boolean;
  /** Messages that are neither word for word in the call nor in its summary, muted ones apart. */
  leftOut: MessageSpan | null;
  /** Word for word in the call; pinned messages further up are not in it. */
  verbatim: MessageSpan | null;
  /** The summary that stands in the call. */
  summary: (MessageSpan & { version: number; tokens: number }) | null;
  /** Messages that the next step of the window or of compaction takes out, once this draft is sent; null: none. */
  leaving: MessageSpan | null;
  pinned: { messages: number; tokens: number; cap: number };
  muted: { messages: number; tokens: number };
  /** Tokens that no summary covers, of the threshold from which compaction starts; null for sliding_window. */
  uncovered: { tokens: number; threshold: number } | null;
  /** before_sending: the call waits for it, because nothing else would make it fit. */
  compaction: "none" | "due" | "before_sending";
  /** How many turns like the last ones fit before something leaves; null where nobody can tell. */
  turnsLeft: number | null;
  rate: RateChoice | null;
  model: string;
  provider: ProviderId;
  window: number;
  accuracy: Accuracy;
  /** SHA-256 (hex) of the messages as they are sent; null where only counts were asked for. */
  promptHash: string | null;
};

/** One thing in a call, for the inspector. Prices are tokens each turn: positive costs, negative frees. */
export type ContextItem = {
  kind: Exclude<SegmentKind, "reserve" | "free">;
  /** null for what is not a message. */
  message: {
    id: MessageId;
    seq: number;
    role: MessageRole;
    pinned: boolean;
    muted: boolean;
    compressed: boolean;
  } | null;
  /** The beginning of its text, at most 160 characters. */
  preview: string;
  tokens: number;
  /** null where the control makes no sense for it. */
  prices: { pin: number | null; mute: number | null; compress: number | null };
};

export type LeftOutReason =
  /** By the user. */
  | "muted"
  /** Older than the window; a summary covers them. */
  | "summarised"
  /** Older than the window, and no summary covers them. */
  | "older"
  /** Never sent again. */
  | "thinking";

/** What a call leaves out, and why. One message, or a span of them. */
export type LeftOutItem = {
  reason: LeftOutReason;
  span: MessageSpan;
  message: ContextItem["message"];
  preview: string | null;
  tokens: number;
  /** What bringing it back costs each turn; null where it cannot be brought back as a whole. */
  price: number | null;
};

export type ContextContents = { items: ContextItem[]; leftOut: LeftOutItem[] };

/** One line of a receipt. All lines add up to the receipt's total. */
export type ReceiptLine = {
  kind: Exclude<SegmentKind, "reserve" | "free">;
  tokens: number;
  /** Messages in it, as ranges of seq; empty for what is not messages. */
  ranges: SeqRange[];
  /** Of the summary or the agent's instructions. */
  version: number | null;
};

/** What a reply's call held. Written once and never changed; it names messages by seq and quotes none. */
export type Receipt = {
  format: 1;
  strategy: MemoryStrategy;
  settings: {
    maxTokens: number;
    windowSize: number | null;
    summaryThreshold: number;
    budget: number;
    replyReserve: number;
    thinkingAllowance: number;
  };
  model: string;
  provider: ProviderId;
  accuracy: Accuracy;
  lines: ReceiptLine[];
  total: number;
  /** Our own count of the same call, before calibration. */
  counted: number;
  verbatim: SeqRange[];
  pinned: SeqRange[];
  compressed: SeqRange[];
  muted: SeqRange[];
  summarised: { version: number; range: SeqRange; messages: number; tokens: number; replaces: number } | null;
  leftOut: { reason: LeftOutReason; ranges: SeqRange[]; messages: number }[];
  /** Filled once memories are recalled. */
  recalled: { id: string; kind: "message" | "memory"; score: number; tokens: number; seq: number | null }[];
  rate: RateChoice | null;
  promptHash: string;
  builtAt: string;
};

/** What a call cost, at the prices of `asOf` (ISO date). */
export type Cost = { amount: number; currency: "USD"; asOf: string };

/** A fact of a conversation that a summary has to keep. */
export type FactKind =
  "name" | "number" | "date" | "decision" | "constraint" | "command" | "question" | "preference";
export type SummaryFact = {
  kind: FactKind;
  /** The words in which it was said. */
  text: string;
  /** What has to be found in a summary for the fact to count as kept. */
  keys: string[];
  seq: number;
  /** In the summary's own lines, word for word in its ledger, or in neither because the ledger is full. */
  where: "summary" | "ledger" | "lost";
};

export type SummaryLine = {
  text: string;
  from: number;
  to: number;
  /** Written or edited by the user: carried into later versions as it stands. */
  byUser: boolean;
};

/** How a version came about. */
export type SummarySource = "model" | "extract" | "user";

export type Summary = {
  version: number;
  /** Made from the messages after the version before it; stands for everything from `from` to `to`. */
  span: MessageSpan;
  lines: SummaryLine[];
  facts: SummaryFact[];
  tokens: number;
  /** What the same messages cost word for word. */
  replaces: number;
  source: SummarySource;
  model: string | null;
  active: boolean;
  createdAt: string;
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
