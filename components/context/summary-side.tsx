"use client";

import type { ConversationId } from "@/types/ids";
import { SummaryPanel } from "@/components/summary/summary-panel";
import { SidePanel } from "./side-panel";

type SummarySideProps = { conversationId: ConversationId; onClose: () => void };

/** The summary, in the place of the inspector. */
export default function SummarySide({ conversationId, onClose }: SummarySideProps) {
  return (
    <SidePanel label="Summary" onClose={onClose}>
      <SummaryPanel conversationId={conversationId} onClose={onClose} />
    </SidePanel>
  );
}
