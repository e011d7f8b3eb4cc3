import type { Conversation, FinishReason, Message, TokenFamily, TurnError, Usage } from "@/types/chat";
import type { AgentId, ClientMessageId, ConversationId, MessageId, TurnId, UserId } from "@/types/ids";

/** A stored message as a context needs it; newest first where it comes in lists. */
export type WindowRow = {
  id: MessageId;
  seq: number;
  role: Message["role"];
  kind: Message["kind"];
  content: string;
  status: Message["status"];
  tokenCount: number;
  tokenFamily: TokenFamily;
  createdAt: string;
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
  /** The budget of a conversation that this turn creates. */
  maxTokens: number;
  clientMessageId: ClientMessageId;
  bodyHash: string;
  content: string;
  tokens: number;
  tokenFamily: TokenFamily;
  model: string;
  /** Tokens the call may cost at most, charged against the day now and corrected at the end. */
  tokensReserved: number;
  /** How many tokens of older rows the window can use. */
  windowBudget: number;
  leaseSeconds: number;
  limits: TurnLimits;
};

export type BegunTurn = {
  status: "new" | "replayed";
  turnId: TurnId;
  fence: number;
  conversation: Conversation;
  userMessage: { id: MessageId; seq: number; tokenCount: number; content: string; createdAt: string };
  reply: { id: MessageId; seq: number; status: Message["status"] };
  /** Newest first, older than the user message; only chat rows that are not superseded. */
  windowRows: WindowRow[];
};

export type Chunk = {
  turnId: TurnId;
  fence: number;
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
};

/** The only writer of turns, under the service role. Throws AppError; a lost lease is `LeaseLost`. */
export type TurnStore = {
  begin(input: BeginTurn): Promise<BegunTurn>;
  retry(input: RetryTurn): Promise<BegunTurn>;
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
  "conversationId" | "agentId" | "maxTokens" | "content" | "tokens" | "bodyHash"
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
