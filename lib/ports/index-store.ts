import type { IndexedText } from "@/lib/domain/retrieval/indexed-text";
import type { MessageId } from "@/types/ids";
import type { MessageRole } from "@/types/words";

export type UnindexedMessage = {
  id: MessageId;
  content: string;
  /** ISO 8601. */
  saidAt: string;
  role: MessageRole;
  author: string | null;
};

/** Messages of all users that the search index lacks, under the service role; for maintenance alone. */
export type IndexStore = {
  /** Not indexed yet, or by an older tokenizer than `version`. */
  unindexed(version: number, limit: number): Promise<UnindexedMessage[]>;
  /** Answers how many were still there. */
  index(rows: readonly { id: MessageId; index: IndexedText }[]): Promise<number>;
};
