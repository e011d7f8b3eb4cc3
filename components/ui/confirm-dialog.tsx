"use client";

import { AlertDialog } from "radix-ui";
import { useState, type ReactNode } from "react";
import { Button } from "./button";
import { inertRest } from "./inert-rest";

type ConfirmDialogProps = {
  title: string;
  children: ReactNode;
  /** Below what is said: what can be chosen about it. */
  details?: ReactNode;
  keepLabel: string;
  goLabel: string;
  /** Throws with a message that may be shown; the dialog then stays. */
  onGo: () => Promise<void>;
  onClose: () => void;
  /** Takes the focus afterwards. */
  returnTo?: HTMLElement | null;
};

/** For what cannot be undone. Focus starts on the way back; Esc takes it. */
export default function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, details, keepLabel, goLabel, onGo, onClose, returnTo } = props;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const go = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await onGo();
      onClose();
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "That did not work. Nothing was changed.");
      setBusy(false);
    }
  };
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && !busy && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-50 bg-scrim" />
        <AlertDialog.Content
          ref={inertRest}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (returnTo?.isConnected) returnTo.focus();
          }}
          className="risen fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-[380px] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-[14px] bg-raised px-5 pt-5 pb-4 shadow-3"
        >
          <AlertDialog.Title className="text-[1rem] leading-[1.4375rem] font-semibold [overflow-wrap:anywhere]">
            {title}
          </AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-1.5 text-base leading-[1.3125rem] text-ink-2">{children}</div>
          </AlertDialog.Description>
          {details}
          {failure && (
            <p role="alert" className="mt-2 text-sm text-danger">
              {failure}
            </p>
          )}
          <div className="mt-[18px] flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button disabled={busy}>{keepLabel}</Button>
            </AlertDialog.Cancel>
            <Button look="danger" busy={busy} onClick={() => !busy && void go()}>
              {goLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
