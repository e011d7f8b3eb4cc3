import type { DeletionReceipt, Memory, MemoryId } from "@/types/memory";
import type { MemoryCounts } from "@/types/memory-api";
import type { ApiClient } from "../api-client";
import { createResource, type Resource } from "../stores/resource";
import { createForgetting, type Forgetting } from "./forgetting";

/** What has become of memories, wherever that was done. */
export type MemoryChange =
  | { kind: "put"; memory: Memory }
  | { kind: "changed"; id: MemoryId; revision: number }
  | { kind: "gone"; ids: readonly MemoryId[] }
  /** Too many to name, or nobody listened for a while. */
  | { kind: "many" };

export type MemoryBook = {
  /** How many there are of each type. */
  counts: Resource<MemoryCounts>;
  forgetting: Forgetting;
  tell: (change: MemoryChange) => void;
  subscribe: (listener: (change: MemoryChange) => void) => () => void;
  /** Something was deleted, with everything that was taken from it. */
  deleted: (receipt: DeletionReceipt) => void;
  start: () => () => void;
};

/** Several changes are often heard of at once. */
const SOON_MS = 250;

/** Word of memories, from this tab and others, to whatever shows them. */
export function createMemoryBook(api: Pick<ApiClient, "memories" | "forget">): MemoryBook {
  const counts = createResource(async () => (await api.memories({ limit: 1, holds: "all" })).counts);
  const listeners = new Set<(change: MemoryChange) => void>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  function tell(change: MemoryChange): void {
    for (const listener of listeners) listener(change);
    // Nobody shows them where nobody has needed them yet.
    if (counts.store.getState().data !== null) timer ??= setTimeout(recount, SOON_MS);
  }

  function recount(): void {
    timer = null;
    void counts.reload();
  }

  const forgetting = createForgetting(api, (ids) => tell({ kind: "gone", ids }));

  function start(): () => void {
    const stop = forgetting.start();
    return () => {
      stop();
      if (timer) clearTimeout(timer);
      timer = null;
    };
  }

  return {
    counts,
    forgetting,
    tell,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    deleted({ counts: went }) {
      if (went.memories > 0) tell({ kind: "many" });
    },
    start,
  };
}
