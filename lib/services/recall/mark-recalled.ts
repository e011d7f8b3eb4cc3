import type { RecallMarks, RecallWish } from "@/lib/ports/recall-marks";

/** Drops one thing from what a conversation recalls, keeps it in, or neither. Throws `not_found`. */
export function markRecalled(
  { recallMarks }: { recallMarks: RecallMarks },
  wish: RecallWish,
): Promise<RecallWish["mark"]> {
  return recallMarks.mark(wish);
}
