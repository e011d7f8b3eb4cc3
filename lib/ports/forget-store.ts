import type { DeletionReceipt, Memory, MemoryId } from "@/types/memory";
import type { ConversationId, MessageId, UserId } from "@/types/ids";

/** What is to be forgotten. A message goes with its whole exchange. */
export type ForgetWhat =
  | { conversation: ConversationId }
  | { message: MessageId }
  | { memories: readonly MemoryId[] }
  | { all: true };

export type ForgetPreview = {
  /** They have no other source: they go unless they are kept as hand-written. */
  memories: Memory[];
  /** They have other sources and stay, in those words. */
  reworded: Memory[];
  counts: DeletionReceipt["counts"];
};

/** Deletes with everything derived, under the service role. Throws `not_found`. */
export type ForgetStore = {
  derivedFrom(query: { owner: UserId; what: ForgetWhat }): Promise<ForgetPreview>;
  /** `keep`: memories that stay as hand-written, without source. `lost`: conversations whose summary in use lost lines. */
  forget(input: {
    owner: UserId;
    what: ForgetWhat;
    keep: readonly MemoryId[];
  }): Promise<{ receipt: DeletionReceipt; lost: ConversationId[] }>;
};
