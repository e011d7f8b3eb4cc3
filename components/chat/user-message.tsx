"use client";

import { memo } from "react";
import type { PendingSend } from "@/lib/domain/sync/chat-event";
import type { UserEntry } from "@/lib/domain/sync/transcript";
import { classNames } from "@/components/ui/class-names";
import { FoldedText } from "./folded-text";
import { MessageFrame } from "./message-frame";
import { MessageTime } from "./message-time";
import { MemoryWords } from "./memory-words";
import type { MemoryView } from "./memory-view";
import { isMarked, MoreButton, type MemoryActions } from "./message-actions";
import { PendingNote, type PendingActions } from "./pending-note";

type UserMessageProps = MemoryView & {
  entry: UserEntry;
  position?: { index: number; size: number } | null;
  actions: PendingActions;
  memoryActions: MemoryActions;
};

/** What you said, and what it waits for while it is only on this device. */
export const UserMessage = memo(function UserMessage({
  entry,
  memory,
  faded,
  position,
  actions,
  memoryActions,
}: UserMessageProps) {
  const { send } = entry;
  return (
    <MessageFrame
      seq={entry.seq}
      label="You said"
      name="You"
      facts={send ? <span>{factOf(send)}</span> : <MessageTime iso={entry.createdAt} />}
      state={send ? null : <MemoryWords state={memory} tokens={entry.tokenCount} />}
      spine={send ? "out" : memory}
      actions={isMarked(entry) && <MoreButton entry={entry} actions={memoryActions} quiet />}
      position={position ?? null}
    >
      <div
        className={classNames(
          "prose -mx-3.5 rounded-said px-3.5 py-2.5 inset-ring inset-ring-line max-sm:mr-0 max-sm:-ml-1.5 max-sm:px-3 max-sm:py-[9px]",
          faded ? "text-ink-2" : "bg-said",
        )}
      >
        <FoldedText text={entry.content} tokens={entry.tokenCount} />
      </div>
      {send && <PendingNote send={send} actions={actions} />}
    </MessageFrame>
  );
});

function factOf(send: PendingSend): string {
  switch (send.state) {
    case "sending":
      return "Sending";
    case "waiting":
      return "Waiting to send";
    case "failed":
      return "Not sent";
    default:
      return send.state satisfies never;
  }
}
