import type { Agent, Conversation, Message } from "@/types/chat";
import type { TokenFamily } from "@/types/words";
import type { SummaryFact, SummaryLine, SummarySource } from "@/types/summary";
import type { ConversationId, TurnId, UserId } from "@/types/ids";

declare const brand: unique symbol;
export type SummaryId = string & { readonly [brand]: "SummaryId" };

/** One version of a conversation's summary. Versions are never changed. */
export type StoredSummary = {
  id: SummaryId;
  /** Counts up from 1 without gaps. */
  version: number;
  /** It stands for every message from `from` to `to`, `messages` of them. */
  from: number;
  to: number;
  messages: number;
  lines: SummaryLine[];
  facts: SummaryFact[];
  /** Of its block as it is sent, counted in `tokenFamily`. */
  tokens: number;
  tokenFamily: TokenFamily;
  /** What the same messages cost word for word. */
  replaces: number;
  source: SummarySource;
  model: string | null;
  createdAt: string;
};

/** What is stored of a new version; its id, number, time and count of messages are the database's. */
export type NewSummary = Omit<StoredSummary, "id" | "version" | "messages" | "createdAt">;

/** A message as a summary is made of it. Muted ones come without content. */
export type SummaryRow = Pick<Message, "seq" | "role" | "status" | "content" | "createdAt" | "tokenCount"> & {
  turnId: TurnId | null;
  tokenFamily: TokenFamily;
  muted: boolean;
};

export type SummaryWorkQuery = {
  owner: UserId;
  conversationId: ConversationId;
  /** Messages after `from`, up to and with `to` (null: all that are complete). */
  from: number;
  to: number | null;
  /** The first row comes whatever it takes. */
  tokenLimit: number;
};

export type SummaryWork = {
  conversation: Conversation;
  agent: Agent;
  windowFrom: number;
  /** How often something in it was forgotten when this was read. */
  forgotten?: number;
  /** Tokens that summaries have saved so far and that making them has cost, and how many versions there are. */
  account: { saved: number; spent: number; versions: number };
  /** The version in use. */
  summary: StoredSummary | null;
  /** Oldest first; chat rows with text that no retry has replaced and that are not being written. */
  rows: SummaryRow[];
  /** There are more of them than the limit let through. */
  more: boolean;
};

/**
 * Reads and writes summaries under the service role. Text and boundary move together, by compare-and-set: the loser of
 * two writers is told null and has stored nothing. Throws `not_found`.
 */
export type SummaryStore = {
  work(query: SummaryWorkQuery): Promise<SummaryWork>;
  /**
   * Stores a version and puts it to use, if `expected` still is the one in use and, where `forgotten` is given, nothing has
   * been forgotten since. Its range may not begin after it ends.
   */
  store(input: {
    owner: UserId;
    conversationId: ConversationId;
    forgotten?: number | undefined;
    expected: SummaryId | null;
    summary: NewSummary;
    /** What the summary frees in the next call, for those who watch. */
    tokensFreed: number;
  }): Promise<{ id: SummaryId; version: number } | null>;
  /** Puts an earlier version, or none, to use again. */
  use(input: {
    owner: UserId;
    conversationId: ConversationId;
    expectedVersion: number | null;
    version: number | null;
    tokensFreed: number;
  }): Promise<{ version: number | null; summaryTo: number } | null>;
};

/** One user's summaries. */
export type SummaryReader = {
  /** All versions, newest first (100 at most), and the one in use; null where the conversation is not the caller's. */
  list(conversationId: ConversationId): Promise<{ active: number | null; summaries: StoredSummary[] } | null>;
};
