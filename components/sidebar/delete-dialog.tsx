"use client";

import { lazy, Suspense } from "react";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import type { Conversation } from "@/types/chat";
import type { DeletionReceipt, MemoryId } from "@/types/memory";
import { Derived } from "@/components/memory/derived";
import { sayForgotten } from "@/components/memory/say-forgotten";
import { useDerived } from "@/components/memory/use-derived";
import { useOpenReceipt } from "@/components/memory/use-open-receipt";

const ConfirmDialog = lazy(() => import("@/components/ui/confirm-dialog"));

type DeleteDialogProps = {
  conversation: Conversation;
  /** `keep`: memories that stay as hand-written. null where it was gone already. */
  onDelete: (keep: readonly MemoryId[]) => Promise<DeletionReceipt | null>;
  onClose: () => void;
  returnTo: HTMLElement | null;
};

/** Asks before a conversation goes for good, and lists what goes with it. */
export function DeleteDialog({ conversation, onDelete, onClose, returnTo }: DeleteDialogProps) {
  const { memories } = useWorkspace();
  const openReceipt = useOpenReceipt();
  const derived = useDerived({ conversationId: conversation.id });
  const go = async () => {
    const receipt = await onDelete(derived.keep);
    if (!receipt) return;
    memories.deleted(receipt);
    sayForgotten(receipt, () => openReceipt(receipt));
  };
  return (
    <Suspense fallback={null}>
      <ConfirmDialog
        title={`Delete “${conversation.title}”?`}
        keepLabel="Keep"
        goLabel="Delete"
        onGo={go}
        onClose={onClose}
        returnTo={returnTo}
        details={<Derived {...derived} />}
      >
        {whatGoes(conversation)}
      </ConfirmDialog>
    </Suspense>
  );
}

/** "23 messages go now and cannot be brought back." */
export function whatGoes({ messageCount, running }: Pick<Conversation, "messageCount" | "running">): string {
  const messages = messageCount === 1 ? "1 message goes" : `${messageCount.toLocaleString("en")} messages go`;
  const reply = running ? " The reply that is being written stops." : "";
  return `${messageCount === 0 ? "Its settings go" : messages} now and cannot be brought back.${reply}`;
}
