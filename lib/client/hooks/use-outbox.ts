"use client";

import { useMemo } from "react";
import { useStore } from "zustand/react";
import type { ClientMessageId } from "@/types/ids";
import type { OutboxEntry } from "../outbox/outbox-entry";
import { useWorkspace } from "./workspace-context";

export type OutboxView = {
  /** This tab's unsent messages, oldest first. */
  entries: readonly OutboxEntry[];
  waiting: number;
  failed: number;
  /** Tries again now, under the same id. */
  retry: (id: ClientMessageId) => void;
  /** Puts the text back into its composer, in front of what is there. */
  edit: (id: ClientMessageId) => void;
  discard: (id: ClientMessageId) => void;
};

export function useOutbox(): OutboxView {
  const { outbox, queue, sender } = useWorkspace();
  const entries = useStore(outbox.entries);
  return useMemo(
    () => ({
      entries,
      waiting: entries.filter((entry) => entry.state === "waiting").length,
      failed: entries.filter((entry) => entry.state === "failed").length,
      retry: queue.retry,
      edit: sender.edit,
      discard: sender.discard,
    }),
    [entries, queue, sender],
  );
}
