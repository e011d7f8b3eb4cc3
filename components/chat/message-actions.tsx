"use client";

import { Ellipsis, Pin, PinOff } from "lucide-react";
import type { MouseEvent } from "react";
import type { ReplyEntry, TranscriptEntry, UserEntry } from "@/lib/domain/sync/transcript";
import { PriceButton } from "@/components/context/price";
import { IconButton } from "@/components/ui/icon-button";

/** A stored message. */
export type MarkedEntry = (UserEntry | ReplyEntry) & {
  id: NonNullable<TranscriptEntry["id"]>;
  seq: number;
};

/** What can be done with a message's place in calls. A stable object: rows hold it. */
export type MemoryActions = {
  pin: (entry: MarkedEntry) => void;
  menu: (entry: MarkedEntry, anchor: HTMLElement, byKeyboard: boolean) => void;
  receipt: (entry: ReplyEntry) => void;
};

export function isMarked(entry: TranscriptEntry): entry is MarkedEntry {
  return entry.id !== null && entry.seq !== null;
}

type ActionProps = { entry: MarkedEntry; actions: MemoryActions };

/** Pins a message, or lets go of it, for its tokens in every turn. Phones find it under "More actions". */
export function PinButton({ entry, actions }: ActionProps) {
  const tokens = entry.tokenCount ?? 0;
  return (
    <span className="max-sm:hidden">
      <PriceButton
        icon={entry.pinned ? PinOff : Pin}
        verb={entry.pinned ? "Unpin" : "Pin"}
        tokens={entry.pinned ? -tokens : tokens}
        about="tokens every turn"
        onClick={() => actions.pin(entry)}
      />
    </span>
  );
}

/** Everything that changes how the next call sees a message. */
export function MoreButton({ entry, actions, quiet }: ActionProps & { quiet: boolean }) {
  const opened = (event: MouseEvent<HTMLElement>) =>
    actions.menu(entry, event.currentTarget, event.detail === 0);
  return (
    <IconButton
      icon={Ellipsis}
      size={quiet ? "sm" : "row"}
      label="More actions"
      aria-haspopup="menu"
      onClick={opened}
      className={
        quiet
          ? "opacity-0 group-focus-within/message:opacity-100 group-hover/message:opacity-100 focus-visible:opacity-100 max-sm:opacity-100 touch:opacity-100"
          : ""
      }
    />
  );
}
