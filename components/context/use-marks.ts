"use client";

import { useCallback } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import type { MarkTarget } from "@/lib/client/workspace/marker";
import type { MarkChange } from "@/lib/domain/sync/chat-event";
import type { EntryMarks } from "@/lib/domain/sync/transcript";
import { notify } from "@/components/ui/notify";
import { doneWords, markNotice } from "./mark-words";

/** A message and the marks it bears now, to which an undo returns. */
export type Markable = MarkTarget & EntryMarks;

export type Mark = (targets: readonly Markable[], change: MarkChange, price: number | null) => void;

/** Pins, mutes or compresses messages at once; offers to undo it, and says why where it was refused. */
export function useMarks(chat: ConversationKey): Mark {
  const { marker } = useWorkspace();
  return useCallback(
    (targets, change, price) => {
      const undo = () => {
        for (const { group, before } of undoOf(targets, change)) {
          marker.mark(chat, group, before).catch((thrown: unknown) => refused("Not undone", thrown));
        }
      };
      marker
        .mark(chat, targets, change)
        .then(() =>
          notify({
            text: markNotice(change, targets.length, price),
            action: { label: "Undo", run: undo },
          }),
        )
        .catch((thrown: unknown) => refused(`Not ${doneWords(change).toLowerCase()}`, thrown));
    },
    [marker, chat],
  );
}

function refused(what: string, thrown: unknown): void {
  notify({ text: `${what}. ${thrown instanceof Error ? thrown.message : "Nothing was changed."}` });
}

type Undo = { group: Markable[]; before: MarkChange };

/** Messages with the same marks before go back together. */
function undoOf(targets: readonly Markable[], change: MarkChange): Undo[] {
  const groups = new Map<string, Undo>();
  for (const target of targets) {
    const before = beforeOf(target, change);
    const name = JSON.stringify(before);
    const known = groups.get(name);
    if (known) known.group.push(target);
    else groups.set(name, { group: [target], before });
  }
  return [...groups.values()];
}

/** Pinning takes muted off and the reverse, so both go back; only one of them can be on. */
function beforeOf({ pinned, muted, compressed }: EntryMarks, change: MarkChange): MarkChange {
  if (change.pinned === undefined && change.muted === undefined) return { compressed };
  if (pinned) return { pinned: true };
  if (muted) return { muted: true };
  return change.pinned === undefined ? { muted: false } : { pinned: false };
}
