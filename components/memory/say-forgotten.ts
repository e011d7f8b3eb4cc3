import type { DeletionReceipt } from "@/types/memory";
import { notify } from "@/components/ui/notify";
import { memoriesWords, wentWords } from "./memory-words";

/** Says what went for good, and offers the receipt. */
export function sayForgotten({ counts, kept }: DeletionReceipt, read: () => void): void {
  const stay = kept === 0 ? "" : ` ${memoriesWords(kept)} kept as hand-written.`;
  notify({ text: `Gone for good: ${wentWords(counts)}.${stay}`, action: { label: "Receipt", run: read } });
}
