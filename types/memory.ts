import type { z } from "zod";
import type { AgentId, ConversationId, MessageId } from "./ids";

export type MemoryId = string & z.$brand<"MemoryId">;

/** short_term is the live window and is never stored as a memory. */
export type MemoryType = "short_term" | "working" | "long_term" | "episodic";
export type StoredMemoryType = Exclude<MemoryType, "short_term">;

/** What an entry says: goals, decisions and questions are `working`, an episode is `episodic`, the rest `long_term`. */
export type MemoryKind = "fact" | "preference" | "instruction" | "goal" | "decision" | "question" | "episode";

/** Whose word it is. Only `stated` is written without somebody's click. */
export type MemoryTrust = "stated" | "confirmed" | "hand_written" | "imported";

/** One reason for an importance, with the points it gave. */
export type ImportanceReason = { rule: string; points: number };

/** Where a memory was said. */
export type MemorySource = {
  messageId: MessageId;
  conversationId: ConversationId;
  /** Of the conversation. */
  title: string;
  seq: number;
  saidAt: string;
};

export type Memory = {
  id: MemoryId;
  type: StoredMemoryType;
  kind: MemoryKind;
  content: string;
  /** 0–10. */
  importance: number;
  reasons: ImportanceReason[];
  metadata: Record<string, unknown>;
  /** What it is about ("home address"), for finding what it contradicts; null where nothing can. */
  topic: string | null;
  /** null: all agents. */
  agentId: AgentId | null;
  /** Its own conversation for working and episodic entries. */
  conversationId: ConversationId | null;
  /** Newest first; empty for what was written by hand or imported. */
  sources: MemorySource[];
  validFrom: string;
  /** Not recalled from then on; null: it holds. */
  validTo: string | null;
  /** The entry that contradicts this one. */
  supersededBy: MemoryId | null;
  trust: MemoryTrust;
  /** Instructions and preferences that are in every call, not searched for. */
  standing: boolean;
  uses: number;
  tokensSpent: number;
  lastUsedAt: string | null;
  tokens: number;
  revision: number;
  createdAt: string;
  updatedAt: string;
};

/** What a deletion took with it; it names nothing that was said. */
export type DeletionReceipt = {
  id: string;
  what: "conversation" | "messages" | "memories" | "all_memories";
  deletedAt: string;
  counts: {
    conversations: number;
    messages: number;
    memories: number;
    facts: number;
    summaryLines: number;
    summaries: number;
    terms: number;
    vectors: number;
  };
  /** Memories that were kept as hand-written. */
  kept: number;
};
