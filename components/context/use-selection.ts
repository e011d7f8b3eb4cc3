"use client";

import { useMemo, useState } from "react";
import type { ContextItem } from "@/types/context";
import type { MessageId } from "@/types/ids";

export type Selection = {
  selecting: boolean;
  chosen: readonly ContextItem[];
  has: (id: MessageId) => boolean;
  toggle: (id: MessageId) => void;
  toggleMode: () => void;
  clear: () => void;
};

/** Several messages of the call, chosen to be marked together. What has left the call is no longer chosen. */
export function useSelection(items: readonly ContextItem[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<MessageId> | null>(null);
  return useMemo(() => {
    const chosen = items.filter((item) => item.message && ids?.has(item.message.id));
    return {
      selecting: ids !== null,
      chosen,
      has: (id: MessageId) => ids?.has(id) ?? false,
      toggle(id: MessageId) {
        const next = new Set(ids);
        if (!next.delete(id)) next.add(id);
        setIds(next);
      },
      toggleMode: () => setIds(ids ? null : new Set()),
      clear: () => setIds(null),
    };
  }, [items, ids]);
}
