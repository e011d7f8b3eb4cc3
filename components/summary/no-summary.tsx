"use client";

import { useStore } from "zustand/react";
import { useHeld } from "@/lib/client/hooks/use-held";
import type { Conversation } from "@/types/chat";
import type { ConversationId } from "@/types/ids";
import { tokenFigure } from "@/components/context/token-figure";
import { Button } from "@/components/ui/button";
import type { SummaryWork } from "./use-summary-work";

type NoSummaryProps = {
  conversationId: ConversationId;
  row: Conversation | null;
  /** Versions exist, and none of them is in use. */
  some: boolean;
  work: SummaryWork;
};

/** What stands in place of a summary, and when there will be one. */
export function NoSummary({ conversationId, row, some, work }: NoSummaryProps) {
  const { meter } = useHeld(conversationId);
  const uncovered = useStore(meter.store, ({ report }) => report?.uncovered ?? null);
  return (
    <>
      <p className="text-ink-2">
        {some ? "No summary is in use." : "No summary yet."} {whenWords(row)}
      </p>
      {uncovered && !isSliding(row) && (
        <p className="num mt-1 text-sm text-ink-3">
          {tokenFigure(uncovered.tokens)} of {tokenFigure(uncovered.threshold)} are waiting now.
        </p>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button size="sm" busy={work.busy === "compact"} onClick={() => void work.compact()}>
          Compact now
        </Button>
        {work.busy === "compact" && (
          <span role="status" className="text-meta text-ink-3">
            Summarising
          </span>
        )}
      </div>
    </>
  );
}

function isSliding(row: Conversation | null): boolean {
  return row?.memoryStrategy === "sliding_window";
}

function whenWords(row: Conversation | null): string {
  if (isSliding(row)) return "The sliding window uses none: choose Hybrid or Summary for one.";
  if (!row) return "It starts once enough is waiting.";
  return `It starts once ${tokenFigure(row.summaryThreshold)} tokens are waiting.`;
}
