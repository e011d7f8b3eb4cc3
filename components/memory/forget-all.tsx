"use client";

import { lazy, Suspense } from "react";
import { memoriesWords } from "./memory-words";

const ConfirmDialog = lazy(() => import("@/components/ui/confirm-dialog"));

type ForgetAllProps = {
  count: number;
  onForget: () => Promise<void>;
  onClose: () => void;
  returnTo: HTMLElement | null;
};

/** Asks before everything that was remembered goes for good. */
export function ForgetAll({ count, onForget, onClose, returnTo }: ForgetAllProps) {
  return (
    <Suspense fallback={null}>
      <ConfirmDialog
        title="Forget all memories?"
        keepLabel="Keep"
        goLabel="Delete"
        onGo={onForget}
        onClose={onClose}
        returnTo={returnTo}
      >
        {memoriesWords(count)} {count === 1 ? "goes" : "go"} now and cannot be brought back, with what
        maintenance could undo. Conversations stay, and what was said in them is not remembered again.
      </ConfirmDialog>
    </Suspense>
  );
}
