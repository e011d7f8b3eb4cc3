import type { DeletionReceipt, Memory, MemoryId, MemoryKind, StoredMemoryType } from "@/types/memory";
import type { AgentId, ConversationId, MessageId } from "@/types/ids";
import type { MaintenanceRun } from "./memory-store";

export type MemorySort = "value" | "used" | "newest";

/**
 * Where a page ends: what it was sorted by, and the last entry. `at` is its importance as text, its `createdAt`, or its
 * `lastUsedAt` ("" where it was never used).
 */
export type MemoryPosition = { at: string; id: MemoryId };

export type MemoryQuery = {
  type?: StoredMemoryType | undefined;
  kind?: MemoryKind | undefined;
  /** Entries of this agent and those of all agents. */
  agentId?: AgentId | undefined;
  conversationId?: ConversationId | undefined;
  /** Entries taken from this message. */
  messageId?: MessageId | undefined;
  standing?: boolean | undefined;
  /** Only those that hold, only those that no longer do, or both. */
  holds: "yes" | "no" | "all";
  /** Contained in the metadata. */
  metadata?: Record<string, unknown> | undefined;
  /** Contained in the content, in capitals or not. */
  text?: string | undefined;
  /** value: by importance; used: by last use; newest: by creation. Highest first, ties by id. */
  sort: MemorySort;
  limit: number;
  after: MemoryPosition | null;
};

/** One user's memories; what belongs to others is as if it were not there. Throws `database_unavailable`. */
export type MemoryReader = {
  list(query: MemoryQuery): Promise<Memory[]>;
  find(id: MemoryId): Promise<Memory | null>;
  /** Those of them that are there. */
  some(ids: readonly MemoryId[]): Promise<Memory[]>;
  counts(): Promise<{ type: StoredMemoryType; holds: number; closed: number }[]>;
  /** Newest first. */
  deletions(limit: number): Promise<DeletionReceipt[]>;
  /** Newest first. */
  runs(limit: number): Promise<MaintenanceRun[]>;
};
