"use client";

import { Shrink } from "lucide-react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import type { MeterState } from "@/lib/client/hooks/use-meter";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { useCompaction } from "./use-compaction";

const PROMISE = "Summarises older messages now. Nothing is deleted; it can be undone.";

/** Summarises what is older now instead of when it is due. */
export function CompactNow({ chat, meter }: { chat: ConversationKey; meter: MeterState }) {
  const { running, progress, run } = useCompaction(chat, meter);
  if (chat === "new") return null;
  return (
    <div className="mt-[22px] border-t border-line pt-3.5">
      <Button busy={running} disabled={running} onClick={run}>
        <Icon of={Shrink} size={14} />
        Compact now
      </Button>
      <p role="status" className="mt-2 text-meta text-ink-3">
        {progress ?? PROMISE}
      </p>
    </div>
  );
}
