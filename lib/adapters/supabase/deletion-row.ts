import { z } from "zod";
import type { DeletionReceipt } from "@/types/memory";
import { instant, wholeNumber } from "./row-values";

/** What to select for `toDeletion`. */
export const deletionColumns = "id, what, deleted_at, counts, kept";

export const deletionCounts = z.object({
  conversations: wholeNumber,
  messages: wholeNumber,
  memories: wholeNumber,
  facts: wholeNumber,
  summaryLines: wholeNumber,
  summaries: wholeNumber,
  terms: wholeNumber,
  vectors: wholeNumber,
});

const deletionRow = z.object({
  id: z.uuid(),
  what: z.enum(["conversation", "messages", "memories", "all_memories"]),
  deleted_at: instant,
  counts: deletionCounts,
  kept: wholeNumber,
});

export function toDeletion(value: unknown): DeletionReceipt {
  const { id, what, deleted_at: deletedAt, counts, kept } = deletionRow.parse(value);
  return { id, what, deletedAt, counts, kept };
}
