"use client";

import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand/react";
import type { MemoryFilter } from "@/lib/domain/sync/memory-list";
import type { DeletionReceipt, Memory, MemoryId } from "@/types/memory";
import type { MaintenancePlanAnswer, MemoryCounts, SuggestionsAnswer } from "@/types/memory-api";
import { toFailure } from "../api-failure";
import { createMemoryPages, type MemoryPagesState } from "../stores/memory-pages";
import { createResource } from "../stores/resource";
import { useResource, type ResourceView } from "./use-resource";
import { useWorkspace } from "./workspace-context";

export type MemoriesView = MemoryPagesState & { loadMore: () => void; reload: () => void };

/** While somebody types, the list waits this long for the next letter. */
const PAUSE_MS = 160;

/** The memories that a filter shows. Those of the filter before stay until they are read. */
export function useMemories(filter: MemoryFilter): MemoriesView {
  const { api, memories } = useWorkspace();
  const key = JSON.stringify(filter);
  const pages = useMemo(() => createMemoryPages(api, JSON.parse(key) as MemoryFilter), [api, key]);
  const [shown, setShown] = useState(pages);
  useEffect(() => {
    const unsubscribe = memories.subscribe(pages.take);
    const timer = setTimeout(
      () =>
        void pages.load().then(() => {
          setShown(pages);
        }),
      shown === pages ? 0 : PAUSE_MS,
    );
    return () => {
      clearTimeout(timer);
      unsubscribe();
      pages.dispose();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is shown by then changes nothing about the reading
  }, [memories, pages]);
  const state = useStore(shown.store);
  const next = useStore(pages.store);
  return {
    ...state,
    loading: next.loading || shown !== pages,
    failure: next.failure,
    loadMore: () => void pages.loadMore(),
    reload: () => void pages.load(),
  };
}

/** How many memories there are of each type. */
export function useMemoryCounts(): MemoryCounts | null {
  return useResource(useWorkspace().memories.counts).data;
}

/** One entry by its id; null while it is read and where it is gone. */
export function useMemory(id: MemoryId | null): Memory | null {
  const { api, memories } = useWorkspace();
  const [found, setFound] = useState<Memory | null>(null);
  useEffect(() => {
    if (id === null) return;
    let on = true;
    const read = () =>
      void api.memory(id).then(
        ({ memory }) => on && setFound(memory),
        (thrown: unknown) => {
          if (on && toFailure(thrown).status === 404) setFound(null);
        },
      );
    read();
    const unsubscribe = memories.subscribe((change) => {
      if (change.kind === "put" && change.memory.id === id) setFound(change.memory);
      else if (change.kind === "gone" && change.ids.includes(id)) setFound(null);
      else if (change.kind === "many" || (change.kind === "changed" && change.id === id)) read();
    });
    return () => {
      on = false;
      unsubscribe();
    };
  }, [api, memories, id]);
  return found?.id === id ? found : null;
}

/** Which memories are being forgotten, and whether that can still be taken back. */
export function useHeldMemories(): ReadonlyMap<MemoryId, "held" | "leaving"> {
  return useStore(useWorkspace().memories.forgetting.held);
}

/** What maintenance would do now, and what it has done. */
export function useMaintenance(): ResourceView<MaintenancePlanAnswer> {
  const { api } = useWorkspace();
  return useResource(useMemo(() => createResource(() => api.maintenance()), [api]));
}

/** Entries that cost and hardly help; those that are gone meanwhile leave. */
export function useSuggestions(): ResourceView<SuggestionsAnswer> {
  const { api, memories } = useWorkspace();
  const resource = useMemo(() => createResource(() => api.suggestions()), [api]);
  useEffect(
    () =>
      memories.subscribe((change) => {
        const { data } = resource.store.getState();
        if (data === null || change.kind !== "gone") return;
        const left = data.suggestions.filter(({ memory }) => !change.ids.includes(memory.id));
        resource.put({ suggestions: left });
      }),
    [memories, resource],
  );
  return useResource(resource);
}

/** What was deleted, newest first. */
export function useDeletions(): ResourceView<DeletionReceipt[]> {
  const { api, memories } = useWorkspace();
  const resource = useMemo(() => createResource(() => api.deletions()), [api]);
  useEffect(
    () =>
      memories.subscribe((change) => {
        if (change.kind === "gone" && resource.store.getState().data !== null) void resource.reload();
      }),
    [memories, resource],
  );
  return useResource(resource);
}
