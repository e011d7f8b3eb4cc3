"use client";

import { useEffect, useMemo } from "react";
import { useStore } from "zustand/react";
import type { Conversation } from "@/types/chat";
import type { ConversationId } from "@/types/ids";
import type { DeletionReceipt, MemoryId } from "@/types/memory";
import type { ApiFailure } from "../api-failure";
import { useWorkspace } from "./workspace-context";

export type ConversationListView = {
  /** Newest activity first, as far as loaded. */
  items: readonly Conversation[];
  loaded: boolean;
  hasMore: boolean;
  loading: boolean;
  failure: ApiFailure | null;
  /** A reply is being written there. */
  running: ReadonlySet<ConversationId>;
  /** A reply ended there that has not been looked at. */
  ended: ReadonlySet<ConversationId>;
};

export function useConversationList(): ConversationListView {
  const { list } = useWorkspace();
  const { items, list: replica, loading, failure } = useStore(list.store);
  const { loaded, hasMore, ended } = replica;
  return useMemo(() => {
    const running = new Set(items.filter((row) => row.running).map((row) => row.id));
    return { items, loaded, hasMore, loading, failure, running, ended };
  }, [items, loaded, hasMore, loading, failure, ended]);
}

export type ListActions = {
  loadMore: () => Promise<void>;
  reload: () => Promise<void>;
  /** Shown at once, taken back when refused. Throws ApiFailure. */
  rename: (id: ConversationId, title: string) => Promise<void>;
  /** Throws ApiFailure. */
  remove: (id: ConversationId, keep?: readonly MemoryId[]) => Promise<DeletionReceipt | null>;
};

export function useListActions(): ListActions {
  const { list } = useWorkspace();
  return useMemo(
    () => ({ loadMore: list.loadMore, reload: list.refresh, rename: list.rename, remove: list.remove }),
    [list],
  );
}

/** Sets the tab's title, with a mark while a reply is being written or when one has ended unseen. */
export function useDocumentTitle(title: string): void {
  const { list } = useWorkspace();
  const mark = useStore(list.store, ({ items, list: replica }) => {
    if (replica.ended.size > 0) return "✓ ";
    return items.some((row) => row.running) ? "● " : "";
  });
  useEffect(() => {
    document.title = mark + title;
  }, [mark, title]);
}
