import type { ConversationId, MessageId } from "./ids";
import type { MemoryId } from "./memory";

export type SearchKind = "message" | "title" | "summary" | "memory";

/** A piece of text; `hit` pieces are what was searched for. */
export type SnippetPart = { text: string; hit: boolean };

export type SearchHit = {
  kind: SearchKind;
  /** Higher is better; comparable within one answer only. */
  score: number;
  snippet: SnippetPart[];
  conversationId: ConversationId | null;
  /** Of the conversation; hits marked in it where kind is `title`. */
  title: string;
  messageId: MessageId | null;
  seq: number | null;
  role: "user" | "assistant" | "tool" | null;
  memoryId: MemoryId | null;
  saidAt: string;
};

export type SearchAnswer = {
  hits: SearchHit[];
  nextCursor: string | null;
  /** How the words were read: corrected ones with what stands for them. */
  corrections: { typed: string; used: string }[];
  /** Words that are in more messages than were ranked: the newest `ranked` count. */
  capped: { word: string; ranked: number }[];
  /** What was searched. */
  searched: { messages: number; titles: number };
};

export type SearchSort = "best" | "newest";

/** What may be asked of the search; dates are ISO 8601, `until` is not included. */
export type SearchRequest = {
  q: string;
  /** Absent: everything. */
  kind?: SearchKind;
  sort?: SearchSort;
  since?: string;
  until?: string;
  agentId?: string;
  conversationId?: string;
  role?: "user" | "assistant";
  cursor?: string;
  limit?: number;
};
