"use client";

import { RotateCcw } from "lucide-react";
import type { ReplyEntry } from "@/lib/domain/sync/transcript";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import type { ReplyActions } from "./reply-notice";
import { usageDetails, usageWords } from "./reply-words";

type ReplyFootProps = {
  entry: ReplyEntry;
  actions: ReplyActions;
  /** False where a notice above offers it already. */
  retry: boolean;
};

/** Under a reply that has ended: what the call cost by our count and the provider's, copy, and another try. */
export function ReplyFoot({ entry, actions, retry }: ReplyFootProps) {
  return (
    <div className="num mt-3 -mr-1.5 flex flex-wrap items-center gap-x-2 text-meta text-ink-2">
      <span title={usageDetails(entry)}>{usageWords(entry)}</span>
      {entry.finishReason === "length" && <span className="text-ink-3">· ended at the reply reserve</span>}
      <span className="ml-auto inline-flex">
        <CopyButton label="Copy reply" size="row" text={() => entry.content} />
        {retry && entry.newest && (
          <IconButton icon={RotateCcw} label="Retry reply" size="row" onClick={() => actions.retry(entry)} />
        )}
      </span>
    </div>
  );
}
