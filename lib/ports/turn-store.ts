import type { LeftOut } from "@/lib/domain/context/context-row";
import type { IndexedText } from "@/lib/domain/retrieval/indexed-text";
import type { Conversation, Message, TurnError, Usage } from "@/types/chat";
import type { FinishReason, MemoryStrategy, TokenFamily } from "@/types/words";
import type { Receipt, ReceiptGlance } from "@/types/receipt";
import type { AgentId, ClientMessageId, ConversationId, MessageId, TurnId, UserId } from "@/types/ids";
import type { SummaryId } from "./summary-store";

/** A stored message as a context needs it; newest first where it comes in lists. */
export type WindowRow = {
  id: MessageId;
  seq: number;
  role: Message["role"];
  kind: Message["kind"];
  /** "" for a muted row. */
  content: string;
  status: Message["status"];
  /** Word for word, whatever its marks. */
  tokenCount: number;
  tokenFamily: TokenFamily;
  createdAt: string;
  pinned: boolean;
  /** Never both pinned and muted. It takes nothing of a window's budget. */
  muted: boolean;
  /** It takes `gistTokens` of a window's budget. */
  compressed: boolean;
  /** What stands for a compressed message, and its tokens, overhead included, in the row's family. */
  gist: string | null;
  gistTokens: number | null;
};

/** What a conversation holds besides its window. */
export type AroundWindow = {
  /** Every pinned message, also those that the window holds and those below the floor; oldest first, with content. */
  pinnedRows: WindowRow[];
  /** Above the floor and older than the window's rows; pinned and muted messages apart. */
  older: LeftOut | null;
  /** All muted messages, and what they would take word for word. */
  muted: { messages: number; tokens: number };
};

/** The settings that a turn was planned with; a turn whose conversation has others by now is not begun. */
export type ExpectedSettings = {
  agentId: AgentId;
  agentRevision: number;
  /** Of the conversation; null: the agent's. */
  model: string | null;
  maxTokens: number;
  memoryStrategy: MemoryStrategy;
  windowSize: number | null;
  summaryThreshold: number;
  replyReserve: number | null;
  summaryId: SummaryId | null;
  windowFrom: number;
  recentReplies: readonly number[];
  /** Seqs of all pinned messages, ascending. */
  pins: readonly number[];
};

/** What a call takes of a plan that is limited by tokens a minute. All in the provider's own tokens but for `ratio`. */
export type RateRequest = {
  provider: string;
  model: string;
  /** Tokens of everything that is sent but the window. */
  fixed: number;
  /** Tokens that are kept for the reply, and the fewest that it may be cut to. */
  reserve: number;
  leastReserve: number;
  /** The provider's tokens for one of the window's. */
  ratio: number;
  /** The plan's tokens a minute where they are known beforehand; null: what the provider has said, if anything. */
  limit: number | null;
};

/** What was reserved of the plan: prompt and reply together may take `granted` tokens, and no more. */
export type GrantedRate = {
  choice: "ok" | "shorter_reply" | "trimmed";
  granted: number;
  limit: number;
  left: number;
};

/** What a provider's headers said of its limit. */
export type RateReport = {
  provider: string;
  model: string;
  limit: number;
  remaining: number;
  /** Until the whole limit is there again, from when the headers came. */
  resetMs: number;
  /** How long ago the headers came, when this is handed over. */
  ageMs: number;
};

export type TurnLimits = {
  /** Hash of the caller's address, or null where it is unknown. */
  addressHash: string | null;
  /** Turns a minute. */
  perUser: number;
  perAddress: number;
  global: number;
  tokensADay: number;
  /** True for models that cost the operator nothing: the day's tokens are not charged. */
  free: boolean;
};

export type BeginTurn = {
  owner: UserId;
  conversationId: ConversationId | null;
  agentId: AgentId | null;
  /** The budget of a conversation that this turn creates, where neither its agent nor its user has a wish. */
  maxTokens: number;
  clientMessageId: ClientMessageId;
  bodyHash: string;
  content: string;
  tokens: number;
  /** What the message is found by. */
  index: IndexedText;
  /** A new conversation is kept out of recall and memory; of no matter in one that is there. */
  temporary: boolean;
  tokenFamily: TokenFamily;
  model: string;
  /** Tokens the call may cost at most, charged against the day now and corrected at the end. */
  tokensReserved: number;
  /** How many tokens of older rows the window can use. */
  windowBudget: number;
  /** Rows up to this seq are not window rows: the boundary of the summary that is sent, or 0. */
  floor: number;
  expected: ExpectedSettings | null;
  /** null: the plan is not limited. */
  rate: RateRequest | null;
  leaseSeconds: number;
  limits: TurnLimits;
};

/** The settings were changed after the turn was planned: nothing is stored, plan it again. */
export type StaleSettings = { status: "stale" };

export type BegunTurn = AroundWindow & {
  status: "new" | "replayed";
  turnId: TurnId;
  fence: number;
  conversation: Conversation;
  userMessage: { id: MessageId; seq: number; tokenCount: number; content: string; createdAt: string };
  reply: { id: MessageId; seq: number; status: Message["status"] };
  /** Newest first, older than the user message; only chat rows that are not superseded. */
  windowRows: WindowRow[];
  /** Dead turns that were found and ended on the way. */
  interrupted: EndedTurn[];
  /** null where no limit is known. */
  rate: GrantedRate | null;
};

export type Chunk = {
  turnId: TurnId;
  fence: number;
  /** What the call held; stored once, later ones are ignored. */
  receipt?: Receipt;
  /** Absent: only renew the lease. */
  piece?: {
    n: number;
    kind: "delta" | "thinking";
    offset: number;
    text: string;
    /** Of the reply (or the thinking) up to and with this piece. */
    tokens: number;
  };
};

export type FinishTurn = {
  turnId: TurnId;
  fence: number;
  status: "complete" | "interrupted" | "stopped" | "failed";
  /** Tokens of the reply's text, overhead included, and of its thinking. */
  replyTokens: number;
  thinkingTokens: number;
  thinkingMs: number;
  tokenFamily: TokenFamily;
  finishReason: FinishReason;
  usage: (Usage & { model: string; provider: string; latencyMs: number; firstTokenMs: number | null }) | null;
  error: TurnError | null;
  /** What the call held and from which seq its window began; null where nothing was sent. */
  context: { receipt: Receipt; glance: ReceiptGlance; windowFrom: number } | null;
  /** What the reply is found by; null where it says nothing. */
  index: IndexedText | null;
  /** null where the provider said nothing. */
  rate: RateReport | null;
};

/**
 * The only writer of turns, under the service role. Throws AppError: `rate_limited` with the wait where the plan has too
 * little left, `message_over_budget` where it never has enough; a lost lease is `LeaseLost`.
 */
export type TurnStore = {
  begin(input: BeginTurn): Promise<BegunTurn | StaleSettings>;
  retry(input: RetryTurn): Promise<BegunTurn | StaleSettings>;
  /** The turn that a client id has begun already; null where it is new. Throws `message_id_reused`. */
  find(known: KnownTurn): Promise<BegunTurn | null>;
  /** Alive turns and whether a stop was asked for; a turn that is missing has lost its lease. */
  append(leaseSeconds: number, chunks: readonly Chunk[]): Promise<Map<TurnId, { stopRequested: boolean }>>;
  finish(input: FinishTurn): Promise<{ replyId: MessageId; revision: number }>;
  /** The turns that were found dead and are marked interrupted now. */
  interruptExpired(conversationId: ConversationId | null): Promise<EndedTurn[]>;
};

/** A retry's body hash is `retry:` and the id of the turn that it retries. */
export type KnownTurn = Pick<BeginTurn, "owner" | "clientMessageId" | "bodyHash">;

export type EndedTurn = { turnId: TurnId; conversationId: ConversationId };

export type RetryTurn = Omit<
  BeginTurn,
  "conversationId" | "agentId" | "maxTokens" | "content" | "tokens" | "index" | "temporary" | "bodyHash"
> & {
  turnId: TurnId;
};

// A mark and not the class, as for AppError.
const MARK: unique symbol = Symbol.for("throughline.LeaseLost");

/** Another instance, or the sweep, has taken the turn over: what we hold must not be stored any more. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
  readonly [MARK] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && MARK in value;
  }
}
