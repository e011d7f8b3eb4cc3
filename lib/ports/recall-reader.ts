import type { QueryTerm, RecallPool } from "@/lib/domain/retrieval/recall-pool";
import type { AgentId, ConversationId, MessageId } from "@/types/ids";
import type { Memory, MemoryId } from "@/types/memory";

/** Where a turn may look: messages of its own conversation, those of others, memories. */
export type RecallScope = { own: boolean; past: boolean; memories: boolean };

/** What the user wants of one item in one conversation, whatever its score. */
export type RecallMark =
  | { kind: "message"; id: MessageId; mark: "drop" | "pin" }
  | { kind: "memory"; id: MemoryId; mark: "drop" | "pin" };

export type RecallRequest = {
  /** null: one that does not exist yet. */
  conversationId: ConversationId | null;
  /** Of a conversation that does not exist yet; null: the owner's default agent. */
  agentId: AgentId | null;
  /** Messages of the conversation from this seq on are not looked at; null: all are. */
  before: number | null;
  terms: readonly QueryTerm[];
  /** Weight of the terms of the user's last message before this one; 0: they are not asked for. */
  previous: number;
  /** Of the text that is searched for; null where no embedder answered in time. */
  vector: { values: Float32Array; model: string } | null;
  /** The best by words, and as many of the nearest where there is a vector. */
  candidates: number;
  scope: RecallScope;
};

/** `messages` and `memories` hold the candidates and what stands around them, and everything that is marked `pin`. */
export type RecallFound = RecallPool & {
  /** What of the scope the agent and the conversation allow; a temporary conversation gets nothing. */
  allowed: RecallScope;
  /** Memories that are always in, searched for or not; weightiest first. */
  standing: Memory[];
  marks: RecallMark[];
};

/**
 * What one user's messages and memories hold for a turn, in one request. Messages that are muted, replaced, being written
 * or thinking are never in it. Throws AppError.
 */
export type RecallReader = { find(request: RecallRequest): Promise<RecallFound> };
