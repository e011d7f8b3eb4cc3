"use client";

import { useState } from "react";
import { ContentField, problemOf } from "@/components/memory/memory-fields";
import { useMemoryWork } from "@/components/memory/use-memory-work";
import { Button } from "@/components/ui/button";
import Popover from "@/components/ui/popover";
import type { MarkedEntry } from "./message-actions";

type RememberPopoverProps = { entry: MarkedEntry; anchor: HTMLElement; onClose: () => void };

/** The exact words that are to be remembered, before they are. Loaded with the first one. */
export default function RememberPopover({ entry, anchor, onClose }: RememberPopoverProps) {
  const { add } = useMemoryWork();
  const [content, setContent] = useState(entry.content.trim());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const may = content.trim() !== "" && problemOf(content) === null && !busy;
  const remember = async () => {
    if (!may) return;
    setBusy(true);
    setFailure(null);
    try {
      await add({ content: content.trim(), messageId: entry.id });
      onClose();
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "That was not stored. Your text is still here.");
      setBusy(false);
    }
  };
  return (
    <Popover label="Remember this" anchor={anchor} onClose={onClose}>
      <div className="grid gap-2">
        <p className="text-sm text-ink-2">Remembered in these words, with this message as the source.</p>
        <ContentField
          label="Memory"
          value={content}
          onChange={setContent}
          onSave={() => void remember()}
          onCancel={onClose}
        />
        {failure && (
          <p role="alert" className="text-sm text-danger">
            {failure}
          </p>
        )}
        <div className="flex gap-1.5">
          <Button look="primary" busy={busy} disabled={!may} onClick={() => void remember()}>
            Remember
          </Button>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </div>
    </Popover>
  );
}
