"use client";

import { RotateCcw } from "lucide-react";
import type { ReplyEntry } from "@/lib/domain/sync/transcript";
import { ReceiptChip } from "@/components/context/receipt-chip";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { isMarked, MoreButton, PinButton, type MemoryActions } from "./message-actions";
import type { ReplyActions } from "./reply-notice";
import { usageDetails, usageWords } from "./reply-words";

type ReplyFootProps = {
  entry: ReplyEntry;
  actions: ReplyActions;
  memory: MemoryActions;
  /** Its receipt is open beside the transcript. */
  receiptOpen: boolean;
  /** False where a notice above offers it already. */
  retry: boolean;
};

/** Under a reply that has ended: what its call held, copy, another try, and its place in later calls. */
export function ReplyFoot({ entry, actions, memory, receiptOpen, retry }: ReplyFootProps) {
  return (
    <div className="num mt-3 -mr-1.5 flex flex-wrap items-center gap-x-2 text-meta text-ink-2">
      {entry.receipt && entry.turnId ? (
        <>
          <ReceiptChip glance={entry.receipt} expanded={receiptOpen} onOpen={() => memory.receipt(entry)} />
          <MemoriesUsed count={entry.receipt.memories ?? 0} onOpen={() => memory.receipt(entry)} />
        </>
      ) : (
        <span title={usageDetails(entry)}>{usageWords(entry)}</span>
      )}
      {entry.finishReason === "length" && <span className="text-ink-3">· ended at the reply reserve</span>}
      <span className="ml-auto inline-flex items-center">
        <CopyButton label="Copy reply" size="row" text={() => entry.content} />
        {retry && entry.newest && (
          <IconButton icon={RotateCcw} label="Retry reply" size="row" onClick={() => actions.retry(entry)} />
        )}
        {isMarked(entry) && (
          <>
            <PinButton entry={entry} actions={memory} />
            <MoreButton entry={entry} actions={memory} quiet={false} />
          </>
        )}
      </span>
    </div>
  );
}

/** Opens the receipt, which lists them. */
function MemoriesUsed({ count, onOpen }: { count: number; onOpen: () => void }) {
  if (count === 0) return null;
  return (
    <button type="button" onClick={onOpen} className="min-h-7 text-meta text-link max-sm:min-h-9">
      {count === 1 ? "1 memory used" : `${count} memories used`}
    </button>
  );
}
