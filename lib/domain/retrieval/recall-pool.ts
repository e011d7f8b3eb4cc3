import type { ConversationId, MessageId } from "@/types/ids";
import type { Memory } from "@/types/memory";
import type { RecallCues } from "./recall-cues";
import type { MessageRole, TokenFamily } from "@/types/words";

/** One term that is searched for. */
export type QueryTerm = { term: string; weight: number };

/** A term that was searched for, and how many of the owner's messages hold it. */
export type PoolTerm = QueryTerm & { df: number };

/** A message that may be recalled, with what the index knows of it. */
export type PoolMessage = {
  id: MessageId;
  conversationId: ConversationId;
  /** Of the conversation. */
  title: string;
  seq: number;
  role: MessageRole;
  /** Who said it where that is neither the user nor the assistant. */
  author: string | null;
  saidAt: string;
  tokenCount: number;
  tokenFamily: TokenFamily;
  terms: readonly string[];
  counts: readonly number[];
  length: number;
  asks: boolean;
  timed: boolean;
  /** BM25 as the database counted it. */
  lexical: number;
  /** Of its nearest passage; null where it has no vector. */
  cosine: number | null;
  /** false: only here because it stands beside a candidate. */
  candidate: boolean;
  /** null where it is too far from a candidate to be recalled. */
  content: string | null;
};

export type PoolMemory = { memory: Memory; lexical: number; cosine: number | null };

/** What the database gives for one turn: the best messages with those around them, and the best memories. */
export type RecallPool = {
  /** Messages of the owner that are indexed. */
  docs: number;
  averageLength: number;
  terms: readonly PoolTerm[];
  messages: readonly PoolMessage[];
  memories: readonly PoolMemory[];
};

/** What a score is made of; the parts add up to it. */
export type ScoreParts = { lexical: number; vector: number; neighbours: number; prior: number };

export type ScoredItem = {
  score: number;
  parts: ScoreParts;
  /** BM25 of what was asked for, in terms that only one message of the history has; comparable between questions. */
  match: number;
  /** null where it has no vector. */
  cosine: number | null;
} & ({ kind: "message"; message: PoolMessage } | { kind: "memory"; memory: Memory });

/** What is searched for in a turn. */
export type RecallQuery = {
  /** When it is asked, ISO 8601. */
  now: string;
  /** At most 24, weightiest first. */
  terms: readonly QueryTerm[];
  /** Weight of the terms of the turn before; 0: they are not needed. */
  previous: number;
  /** It asks for a date. */
  asksWhen: boolean;
  cues: RecallCues;
};
