import type { AgentId, ConversationId, MessageId } from "@/types/ids";
import type { MemoryId } from "@/types/memory";
import type { SearchSort } from "@/types/search";

/** One term of what is searched for. Terms of one group stand for each other; `must`: one of its group has to be there. */
export type SearchTerm = { term: string; group: number; must: boolean };

/** `until` is not included; instants are ISO 8601. null: whatever it is. */
export type SearchFilters = {
  since: string | null;
  until: string | null;
  agentId: AgentId | null;
  conversationId: ConversationId | null;
};

/** Where a page ended: by score, or by time (newest first). */
export type SearchPosition = { doc: number } & ({ score: number } | { at: string });

export type MessageSearch = SearchFilters & {
  terms: readonly SearchTerm[];
  /** Word for word, in any case. */
  phrases: readonly string[];
  notTerms: readonly string[];
  notPhrases: readonly string[];
  sort: SearchSort;
  role: "user" | "assistant" | null;
  limit: number;
  after: SearchPosition | null;
};

export type FoundMessage = {
  doc: number;
  messageId: MessageId;
  conversationId: ConversationId;
  title: string;
  seq: number;
  role: "user" | "assistant" | "system" | "tool";
  saidAt: string;
  score: number;
  /** The first 100,000 characters. */
  content: string;
};

export type FoundMessages = {
  rows: FoundMessage[];
  /** Messages in all. */
  docs: number;
  /** capped: in more messages than are ranked (the newest 5,000 that have it). */
  terms: { term: string; df: number; capped: boolean }[];
};

export type EntrySearch = SearchFilters & {
  terms: readonly SearchTerm[];
  notTerms: readonly string[];
  limit: number;
};

export type FoundMemory = {
  memoryId: MemoryId;
  content: string;
  /** Where it was said last; null for what was written by hand. */
  conversationId: ConversationId | null;
  title: string | null;
  messageId: MessageId | null;
  seq: number | null;
  createdAt: string;
  score: number;
};

export type FoundSummary = {
  conversationId: ConversationId;
  title: string;
  content: string;
  fromSeq: number;
  createdAt: string;
  score: number;
};

/** score: the share of the words that are in the title. */
export type FoundTitle = { conversationId: ConversationId; title: string; updatedAt: string; score: number };

/** Searches what one user has, and nothing of anybody else's. Throws AppError. */
export type SearchReader = {
  messages(search: MessageSearch): Promise<FoundMessages>;
  memories(search: EntrySearch): Promise<FoundMemory[]>;
  summaries(search: EntrySearch): Promise<FoundSummary[]>;
  /** `prefix`: the last word may go on. */
  titles(
    search: SearchFilters & { text: string; prefix: boolean; limit: number },
  ): Promise<{ rows: FoundTitle[]; titles: number }>;
  /** Terms in use that are near terms that are not, best first. */
  similar(terms: readonly string[]): Promise<{ term: string; similar: string; df: number }[]>;
};
