"use client";

import { lazy, Suspense } from "react";
import type { Conversation } from "@/types/chat";

const ConfirmDialog = lazy(() => import("@/components/ui/confirm-dialog"));

type DeleteDialogProps = {
  conversation: Conversation;
  onDelete: () => Promise<void>;
  onClose: () => void;
  returnTo: HTMLElement | null;
};

/** Asks before a conversation goes for good, and lists what goes with it. */
export function DeleteDialog({ conversation, onDelete, onClose, returnTo }: DeleteDialogProps) {
  return (
    <Suspense fallback={null}>
      <ConfirmDialog
        title={`Delete “${conversation.title}”?`}
        keepLabel="Keep"
        goLabel="Delete"
        onGo={onDelete}
        onClose={onClose}
        returnTo={returnTo}
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
