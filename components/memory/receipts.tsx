"use client";

import { useEffect } from "react";
import { useDeletions } from "@/lib/client/hooks/use-memories";
import { fullMessageTime } from "@/lib/domain/dates/message-time";
import type { DeletionReceipt } from "@/types/memory";
import { classNames } from "@/components/ui/class-names";
import { deletedWords, memoriesWords, wentWords } from "./memory-words";
import { SideTask, TaskWait } from "./side-task";

type ReceiptsProps = { marked: string | null; onClose: () => void };

/** What was deleted and what went with it: numbers alone, because nothing of it is left. */
export function Receipts({ marked, onClose }: ReceiptsProps) {
  const { data, failure, reload } = useDeletions();
  useEffect(() => {
    if (marked === null || data === null) return;
    document.getElementById(`receipt-${marked}`)?.scrollIntoView({ block: "nearest" });
  }, [marked, data]);
  return (
    <SideTask
      title="Deletion receipts"
      lede="What was deleted, and everything that was derived from it and went along. A receipt says how much, never what: nothing of it is left."
      onClose={onClose}
    >
      {data === null ? (
        <TaskWait name="Loading receipts" failure={failure} onReload={() => void reload()} />
      ) : data.length === 0 ? (
        <p className="text-sm text-ink-2">Nothing was deleted yet.</p>
      ) : (
        <ul className="border-t border-line">
          {data.map((receipt) => (
            <ReceiptRow key={receipt.id} receipt={receipt} marked={receipt.id === marked} />
          ))}
        </ul>
      )}
    </SideTask>
  );
}

function ReceiptRow({ receipt, marked }: { receipt: DeletionReceipt; marked: boolean }) {
  const { id, what, deletedAt, counts, kept } = receipt;
  return (
    <li
      id={`receipt-${id}`}
      className={classNames("num -mx-3 border-b border-line px-3 py-2.5 text-sm", marked && "bg-accent-soft")}
    >
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">{deletedWords(what)}</span>
        <time dateTime={deletedAt} className="text-ink-3">
          {fullMessageTime(deletedAt)}
        </time>
      </p>
      <p className="text-ink-2">
        Gone for good: {wentWords(counts)}.{kept > 0 && ` ${memoriesWords(kept)} kept as hand-written.`}
      </p>
    </li>
  );
}
