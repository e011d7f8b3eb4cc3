import { createStore, type StoreApi } from "zustand/vanilla";
import type { Memory, MemoryId } from "@/types/memory";
import {
  withMemory,
  withoutMemories,
  type MemoryFilter,
  type MemoryList,
} from "@/lib/domain/sync/memory-list";
import { toFailure, type ApiFailure } from "../api-failure";
import type { ApiClient } from "../api-client";
import type { MemoryChange } from "../workspace/memory-book";

export type MemoryPagesState = MemoryList & {
  loaded: boolean;
  loading: boolean;
  loadingMore: boolean;
  failure: ApiFailure | null;
};

export type MemoryPages = {
  store: StoreApi<MemoryPagesState>;
  load: () => Promise<void>;
  loadMore: () => Promise<void>;
  take: (change: MemoryChange) => void;
  dispose: () => void;
};

const PAGE = 50;
/** The route's largest page: reading anew covers what is shown as far as one request can. */
const LARGEST_PAGE = 100;
const SOON_MS = 150;
/** From this many changed entries on, one page is cheaper than a read each. */
const MANY = 4;

/** The memories that one filter shows, page by page, kept as they are now. */
export function createMemoryPages(
  api: Pick<ApiClient, "memories" | "memory">,
  filter: MemoryFilter,
): MemoryPages {
  const store = createStore<MemoryPagesState>(() => ({
    ...{ memories: [], more: false, loaded: false, loading: false, loadingMore: false, failure: null },
  }));
  let cursor: string | null = null;
  let round = 0;

  async function load(): Promise<void> {
    round += 1;
    const mine = round;
    const { memories } = store.getState();
    const limit = Math.min(Math.max(memories.length, PAGE), LARGEST_PAGE);
    store.setState({ loading: true });
    try {
      const page = await api.memories({ ...asked(filter), limit });
      if (mine !== round) return;
      cursor = page.nextCursor;
      const read = { memories: page.memories, more: cursor !== null };
      store.setState({ ...read, loaded: true, loading: false, loadingMore: false, failure: null });
    } catch (thrown) {
      if (mine === round) store.setState({ loading: false, failure: toFailure(thrown) });
    }
  }

  async function loadMore(): Promise<void> {
    const { loading, loadingMore } = store.getState();
    if (cursor === null || loading || loadingMore) return;
    const mine = round;
    store.setState({ loadingMore: true });
    try {
      const page = await api.memories({ ...asked(filter), limit: PAGE, cursor });
      if (mine !== round) return;
      cursor = page.nextCursor;
      store.setState(({ memories }) => ({
        memories: joined(memories, page.memories),
        more: cursor !== null,
        loadingMore: false,
        failure: null,
      }));
    } catch (thrown) {
      if (mine === round) store.setState({ loadingMore: false, failure: toFailure(thrown) });
    }
  }

  const follower = createFollower({ api, store, filter, load });
  function dispose(): void {
    follower.dispose();
    round += 1;
  }

  return { store, load, loadMore, take: follower.take, dispose };
}

type Followed = {
  api: Pick<ApiClient, "memory">;
  store: StoreApi<MemoryPagesState>;
  filter: MemoryFilter;
  load: () => Promise<void>;
};

/** Takes in what becomes of entries, here or elsewhere. */
function createFollower({ api, store, filter, load }: Followed): Pick<MemoryPages, "take" | "dispose"> {
  const heard = new Set<MemoryId>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  function take(change: MemoryChange): void {
    if (!store.getState().loaded) return;
    if (change.kind === "put") store.setState((state) => withMemory(state, filter, change.memory));
    else if (change.kind === "gone") store.setState((state) => withoutMemories(state, change.ids));
    else if (change.kind === "many") void load();
    else hear(change.id, change.revision);
  }

  function hear(id: MemoryId, revision: number): void {
    const known = store.getState().memories.find((memory) => memory.id === id);
    if (known && known.revision >= revision) return;
    heard.add(id);
    timer ??= setTimeout(() => void readHeard(), SOON_MS);
  }

  async function readHeard(): Promise<void> {
    timer = null;
    const ids = [...heard];
    heard.clear();
    if (ids.length >= MANY) await load();
    else await Promise.all(ids.map(readOne));
  }

  async function readOne(id: MemoryId): Promise<void> {
    try {
      take({ kind: "put", memory: (await api.memory(id)).memory });
    } catch (thrown) {
      if (toFailure(thrown).status === 404) take({ kind: "gone", ids: [id] });
    }
  }

  function dispose(): void {
    if (timer) clearTimeout(timer);
    timer = null;
  }

  return { take, dispose };
}

function asked({ type, agentId, closedOnly, text, order }: MemoryFilter) {
  return {
    ...(type === null ? {} : { type }),
    ...(agentId === null ? {} : { agentId }),
    ...(text.trim() === "" ? {} : { q: text.trim() }),
    holds: closedOnly ? ("no" as const) : ("all" as const),
    sort: order,
  };
}

/** An entry that has moved between two pages stands in the list once. */
function joined(before: readonly Memory[], page: readonly Memory[]): Memory[] {
  const known = new Set(before.map(({ id }) => id));
  return [...before, ...page.filter(({ id }) => !known.has(id))];
}
