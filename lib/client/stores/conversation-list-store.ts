import { createStore, type StoreApi } from "zustand/vanilla";
import type { Conversation } from "@/types/chat";
import type { ConversationPage } from "@/types/api";
import type { ConversationId } from "@/types/ids";
import type { DeletionReceipt, MemoryId } from "@/types/memory";
import {
  applyListEvent,
  emptyList,
  listed,
  type ConversationListEvent,
  type ConversationListState,
} from "@/lib/domain/sync/conversation-list";
import { toFailure, type ApiFailure } from "../api-failure";
import type { ApiClient, ConversationPatch } from "../api-client";

export type ListState = {
  list: ConversationListState;
  /** As shown: newest activity first, with optimistic titles. */
  items: readonly Conversation[];
  loading: boolean;
  failure: ApiFailure | null;
};

type Api = Pick<ApiClient, "listConversations" | "conversation" | "patchConversation" | "deleteConversation">;

export type ConversationListStore = {
  store: StoreApi<ListState>;
  apply: (event: ConversationListEvent) => void;
  /** The first page: at the start, and again when something may have been missed. */
  refresh: () => Promise<void>;
  loadMore: () => Promise<void>;
  /** Reads one row; a conversation that is gone leaves the list. */
  read: (id: ConversationId) => Promise<void>;
  /** Something about this conversation changed: it is read soon, several together as one page. */
  hint: (id: ConversationId, revision: number) => void;
  /** Shows the title at once and takes it back when the server refuses. Throws ApiFailure. */
  rename: (id: ConversationId, title: string) => Promise<void>;
  patch: (id: ConversationId, patch: ConversationPatch) => Promise<void>;
  /** `keep`: memories that stay as hand-written. null where it was gone already. */
  remove: (id: ConversationId, keep?: readonly MemoryId[]) => Promise<DeletionReceipt | null>;
};

const PAGE = 20;
/** The route's largest page: a refresh covers what is loaded as far as one request can. */
const LARGEST_PAGE = 100;
const HINT_MS = 100;
/** From this many changed conversations on, one page is cheaper than a read each. */
const MANY = 4;

/** `openId` tells which conversation is being looked at. `initial` is the page that the server rendered with. */
export function createConversationListStore(
  api: Api,
  openId: () => ConversationId | null,
  initial: ConversationPage | null,
): ConversationListStore {
  const begin = initial
    ? applyListEvent(emptyList, { type: "page", first: true, knownBefore: new Set(), ...initial })
    : emptyList;
  const store = createStore<ListState>(() => ({
    list: begin,
    items: listed(begin),
    loading: false,
    failure: null,
  }));

  function apply(event: ConversationListEvent): void {
    const { list } = store.getState();
    const next = applyListEvent(list, event);
    if (next === list) return;
    store.setState(showsTheSame(list, next) ? { list: next } : { list: next, items: listed(next) });
  }

  const target = { store, apply, openId };
  return { store, apply, ...readers(api, target), ...writers(api, target) };
}

type Target = Pick<ConversationListStore, "store" | "apply"> & { openId: () => ConversationId | null };

function showsTheSame(a: ConversationListState, b: ConversationListState): boolean {
  return a.byId === b.byId && a.renames === b.renames && a.boundary === b.boundary && a.hasMore === b.hasMore;
}

function readers(api: Api, { store, apply, openId }: Target) {
  const hinted = new Set<ConversationId>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function page(first: boolean, cursor: string | null, limit: number): Promise<void> {
    store.setState({ loading: true });
    const knownBefore = new Set(store.getState().list.byId.keys());
    try {
      const answer = await api.listConversations(cursor, limit);
      apply({ type: "page", first, knownBefore, ...answer });
      const open = openId();
      if (open) apply({ type: "visited", id: open });
      store.setState({ loading: false, failure: null });
    } catch (thrown) {
      store.setState({ loading: false, failure: toFailure(thrown) });
    }
  }

  async function refresh(): Promise<void> {
    const { list, items } = store.getState();
    await page(true, null, list.loaded ? Math.min(Math.max(items.length, PAGE), LARGEST_PAGE) : PAGE);
  }

  async function loadMore(): Promise<void> {
    const { list, loading } = store.getState();
    if (loading || !list.hasMore) return;
    await page(false, list.nextCursor, PAGE);
  }

  async function read(id: ConversationId): Promise<void> {
    try {
      const { conversation } = await api.conversation(id);
      apply({ type: "upsert", conversation, open: openId() === id });
    } catch (thrown) {
      if (toFailure(thrown).status === 404) apply({ type: "deleted", id });
    }
  }

  function hint(id: ConversationId, revision: number): void {
    const { byId, deleted } = store.getState().list;
    if (deleted.has(id) || (byId.get(id)?.revision ?? -1) >= revision) return;
    hinted.add(id);
    timer ??= setTimeout(() => void readHinted(), HINT_MS);
  }

  async function readHinted(): Promise<void> {
    timer = null;
    const ids = [...hinted];
    hinted.clear();
    if (ids.length >= MANY) await refresh();
    else await Promise.all(ids.map(read));
  }

  return { refresh, loadMore, read, hint };
}

function writers(api: Api, { apply, openId }: Target) {
  async function patch(id: ConversationId, change: ConversationPatch): Promise<void> {
    const { conversation } = await api.patchConversation(id, change);
    apply({ type: "upsert", conversation, open: openId() === id });
  }

  async function rename(id: ConversationId, title: string): Promise<void> {
    apply({ type: "rename_started", id, title });
    try {
      const { conversation } = await api.patchConversation(id, { title });
      apply({ type: "rename_settled", id, conversation });
    } catch (thrown) {
      apply({ type: "rename_settled", id, conversation: null });
      throw toFailure(thrown);
    }
  }

  async function remove(id: ConversationId, keep?: readonly MemoryId[]): Promise<DeletionReceipt | null> {
    let receipt: DeletionReceipt | null = null;
    try {
      receipt = await api.deleteConversation(id, keep);
    } catch (thrown) {
      // Gone already is what was wanted.
      if (toFailure(thrown).status !== 404) throw toFailure(thrown);
    }
    apply({ type: "deleted", id });
    return receipt;
  }

  return { patch, rename, remove };
}
