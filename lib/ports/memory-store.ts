import type { IndexedText } from "@/lib/domain/retrieval/indexed-text";
import type { ImportanceReason, Memory, MemoryId } from "@/types/memory";
import type { ConversationId, MessageId, UserId } from "@/types/ids";
import type { MessageRole, TokenFamily } from "@/types/words";

/** What is stored of a new memory; uses, revision, sources and times are the database's. The id is the caller's. */
export type NewMemory = Pick<
  Memory,
  | "id"
  | "type"
  | "kind"
  | "content"
  | "importance"
  | "reasons"
  | "metadata"
  | "topic"
  | "agentId"
  | "conversationId"
  | "validFrom"
  | "validTo"
  | "trust"
  | "standing"
  | "tokens"
> & { tokenFamily: TokenFamily };

/** What was taken from a message, in the wording a memory has because of it. */
export type NewSource = { messageId: MessageId; content: string };

export type MemoryChange =
  | { do: "insert"; memory: NewMemory; source: NewSource; index: IndexedText }
  /** Said again: one more source, and what that makes of the importance. */
  | { do: "merge"; id: MemoryId; source: NewSource; importance: number; reasons: ImportanceReason[] }
  /** No longer holds, from the time of the entry that contradicts it (null: from now, nothing took its place). */
  | { do: "close"; id: MemoryId; by: MemoryId | null };

/** A message as extraction sees it. */
export type ExtractionRow = {
  id: MessageId;
  seq: number;
  role: MessageRole;
  content: string;
  /** Whose words it is where they are not the role's: imported, shared or a tool's text. null: the user's or the model's own. */
  author: string | null;
  saidAt: string;
};

export type ExtractionWork = {
  conversation: {
    id: ConversationId;
    agentId: Memory["agentId"];
    title: string;
    temporary: boolean;
    extractedTo: number;
    /** How often something in it was forgotten; what is stored must not have been read before that. */
    forgotten?: number;
    updatedAt: string;
  };
  /** The agent keeps memories. */
  memory: boolean;
  /** Up to `limit` complete chat rows after `extractedTo`, oldest first: no superseded, no muted, none being written. */
  rows: ExtractionRow[];
  /** The rows just before them, oldest first, at most four: what a "yes" answers. */
  before: ExtractionRow[];
  /** The conversation's first user row. */
  opening: ExtractionRow | null;
  more: boolean;
  /** Up to which seq they reach, what nobody may remember included: where storing them moves `extractedTo`. */
  to?: number;
  /** Entries of type working of this conversation that still hold. */
  working: Memory[];
  /** Its episodic entry, where there is one. */
  episode: Memory | null;
  /** Of this conversation: calls of kind extraction, their tokens, and stored entries whose metadata has `by: "model"`. */
  account: { calls: number; spent: number; found: number };
};

/** A revision, so that nobody overwrites what he has not seen. Absent fields stay. */
export type MemoryEdit = Partial<
  Pick<
    Memory,
    | "type"
    | "kind"
    | "content"
    | "importance"
    | "reasons"
    | "metadata"
    | "topic"
    | "agentId"
    | "validTo"
    | "trust"
    | "standing"
    | "tokens"
  >
> & { tokenFamily?: TokenFamily; index?: IndexedText };

/** What maintenance would do; each step says why. */
export type MaintenanceStep =
  | {
      do: "merge";
      into: MemoryId;
      ids: MemoryId[];
      importance: number;
      reasons: ImportanceReason[];
      why: string;
    }
  /** An episode or working entry lives on as another type. */
  | { do: "move"; id: MemoryId; type: Memory["type"]; kind: Memory["kind"]; why: string }
  | { do: "insert"; memory: NewMemory; index: IndexedText; from: MemoryId[]; why: string }
  | { do: "close"; id: MemoryId; by: MemoryId | null; why: string }
  | { do: "prune"; id: MemoryId; why: string };

/** A step as it was done. What was made comes as it is now. */
export type DoneStep =
  | Exclude<MaintenanceStep, { do: "insert" }>
  | { do: "insert"; memory: Memory; from: MemoryId[]; why: string };

/** Steps about what was forgotten since are no longer in it. */
export type MaintenanceRun = {
  id: string;
  steps: DoneStep[];
  appliedAt: string;
  undoneAt: string | null;
  /** It can be undone until then. */
  undoUntil: string;
};

/**
 * Writes memories under the service role, whose functions check the owner. Throws `not_found` for what is not the
 * owner's, and `invalid_input` where the cap on rows is reached.
 */
export type MemoryStore = {
  /** What extraction has not covered yet. null: not the owner's conversation. */
  extractionWork(query: {
    owner: UserId;
    conversationId: ConversationId;
    limit: number;
  }): Promise<ExtractionWork | null>;
  /** Conversations that came to rest before `before` with something not extracted or no episode, oldest activity first. */
  resting(query: {
    before: string;
    limit: number;
  }): Promise<{ owner: UserId; conversationId: ConversationId }[]>;
  /**
   * Only while the conversation is extracted up to `expectedTo` and, where `forgotten` is given, nothing was forgotten since;
   * false where another was first. What refers to something deleted meanwhile, is there already, or no longer fits under the
   * cap is passed over. At rest, storing nothing says that there was nothing to find.
   */
  store(input: {
    owner: UserId;
    conversationId: ConversationId;
    expectedTo: number;
    to: number;
    forgotten?: number | undefined;
    changes: readonly MemoryChange[];
  }): Promise<boolean>;
  /** Entries that hold, best match of the terms first. */
  like(query: { owner: UserId; terms: readonly string[]; limit: number }): Promise<Memory[]>;
  add(input: {
    owner: UserId;
    memory: NewMemory;
    source: NewSource | null;
    index: IndexedText;
    /** Entries that the new one contradicts: closed and linked. */
    closes: readonly MemoryId[];
  }): Promise<Memory>;
  /** null where the revision is another by now. */
  edit(input: {
    owner: UserId;
    id: MemoryId;
    expectedRevision: number;
    edit: MemoryEdit;
  }): Promise<Memory | null>;
  /** Sources of all move to `into`, the others go. */
  merge(input: {
    owner: UserId;
    ids: readonly MemoryId[];
    into: MemoryId;
    edit: MemoryEdit;
  }): Promise<Memory>;
  /** Steps about what is no longer there are passed over. */
  applyMaintenance(input: { owner: UserId; steps: readonly MaintenanceStep[] }): Promise<MaintenanceRun>;
  /** null: not the owner's, undone before, or more than 30 days ago. */
  undoMaintenance(input: { owner: UserId; run: string }): Promise<MaintenanceRun | null>;
  /** Entries whose words changed in the database, or that another tokenizer indexed. */
  unindexed(query: { version: number; limit: number }): Promise<UnindexedMemory[]>;
  /** What has other words than `content` by now is passed over. Answers how many were indexed. */
  index(rows: readonly IndexedMemory[]): Promise<number>;
  /** Removes what maintenance put away more than 30 days ago; answers how many. */
  sweep(): Promise<number>;
};

export type UnindexedMemory = { id: MemoryId; content: string; validFrom: string };
export type IndexedMemory = {
  id: MemoryId;
  content: string;
  index: IndexedText;
  tokens: number;
  tokenFamily: TokenFamily;
};
