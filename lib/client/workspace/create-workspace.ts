import type { SupabaseClient } from "@supabase/supabase-js";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ConversationPage } from "@/types/api";
import type { Profile } from "@/types/chat";
import { createApiClient, type ApiClient, type ProfilePatch } from "../api-client";
import type { TextStore } from "../browser-storage";
import { createOutboxStore, type OutboxStore } from "../outbox/outbox-store";
import { createSendQueue, type SendQueue } from "../outbox/send-queue";
import { createReach, type Reach } from "../reach";
import { createLiveSync, type LiveSync } from "../realtime/live-sync";
import { createResource, type Resource } from "../stores/resource";
import { createConversationListStore, type ConversationListStore } from "../stores/conversation-list-store";
import { createDraftsStore, type DraftsStore } from "../stores/drafts-store";
import { connectStores, type StoreConnections } from "./connect-stores";
import { createConversationCache, type ConversationCache } from "./conversation-cache";
import { createLiveHandlers } from "./live-handlers";
import { createMarker, type Marker } from "./marker";
import { createMemoryBook, type MemoryBook } from "./memory-book";
import { createOpenConversation, type OpenConversation } from "./open-conversation";
import { createSender, type Sender } from "./sender";
import { createTurnKeeper, type TurnKeeper } from "./turn-keeper";
import { watchSession } from "./watch-session";

/** Everything that one signed-in user's browser tab holds. */
export type Workspace = {
  api: ApiClient;
  profile: StoreApi<Profile>;
  signedOut: StoreApi<boolean>;
  reach: Reach;
  live: LiveSync;
  list: ConversationListStore;
  cache: ConversationCache;
  open: OpenConversation;
  drafts: DraftsStore;
  outbox: OutboxStore;
  queue: SendQueue;
  turns: TurnKeeper;
  sender: Sender;
  marker: Marker;
  memories: MemoryBook;
  agents: Resource<Awaited<ReturnType<ApiClient["agents"]>>["agents"]>;
  models: Resource<Awaited<ReturnType<ApiClient["models"]>>["providers"]>;
  embeddings: Resource<Awaited<ReturnType<ApiClient["embeddings"]>>>;
  saveProfile: (patch: ProfilePatch) => Promise<void>;
  /** Takes this user's drafts, panels and unsent messages off the device. */
  forgetDevice: () => void;
  /** Begins to listen, to send and to follow; returns how to end all of it. */
  start: () => () => void;
  /** Ends all of it for a while; returns how to begin again. */
  suspend: () => () => void;
};

export type WorkspaceDeps = {
  profile: Profile;
  initialList: ConversationPage | null;
  /** "" in the browser: our own origin. */
  baseUrl: string;
  loadSupabase: () => Promise<SupabaseClient>;
  refreshSession: () => Promise<boolean>;
  device: TextStore;
  tabStore: TextStore;
};

/** What needs nothing but the settings. */
function createBasis(deps: WorkspaceDeps) {
  const prefix = `throughline:${deps.profile.id}:`;
  const signedOut = createStore<boolean>(() => false);
  const reach: Reach = createReach(() => askHealth(deps.baseUrl));
  const api = createApiClient({
    baseUrl: deps.baseUrl,
    refresh: deps.refreshSession,
    onSignedOut: () => signedOut.setState(true, true),
    onReach: reach.note,
  });
  return {
    api,
    reach,
    signedOut,
    profile: createStore<Profile>(() => deps.profile),
    drafts: createDraftsStore(deps.device, prefix),
    outbox: createOutboxStore(deps.device, deps.tabStore, prefix),
    forgetDevice() {
      for (const key of deps.device.keys(prefix)) deps.device.remove(key);
    },
  };
}

export function createWorkspace(deps: WorkspaceDeps): Workspace {
  const basis = createBasis(deps);
  const { api, reach, profile, drafts, outbox } = basis;
  const list = createConversationListStore(api, () => open.seen(), deps.initialList);
  const cache: ConversationCache = createConversationCache({
    api,
    drafts,
    isNeeded: ({ key }) =>
      open.is(key) || turns.streams(key) || outbox.entries.getState().some((entry) => entry.key === key),
    onCreate: (held) => stores.created(held),
    onChange: (held, now, before) => stores.changed(held, now, before),
  });
  const turns: TurnKeeper = createTurnKeeper({
    api,
    tabStore: deps.tabStore,
    hold: cache.get,
    isOpen: (key) => open.is(key),
    onNewConversation: (id) => stores.named(id),
    onEnded: (key) => stores.ended(key),
  });
  const marker = createMarker({ api, cache });
  const memories = createMemoryBook(api);
  const live = createLiveSync({
    load: deps.loadSupabase,
    userId: deps.profile.id,
    handlers: createLiveHandlers({ list, cache, marker, turns, memories }),
  });
  const open: OpenConversation = createOpenConversation({ cache, list, live, turns });
  const sender: Sender = createSender({ outbox, drafts, cache, profile, pump: () => queue.pump() });
  const queue = createSendQueue({
    outbox,
    reach,
    deliver: (entry) => turns.deliver(entry),
    isBusy: (key) => turns.streams(key) || cache.peek(key)?.conversation.store.getState().running != null,
    onRefused: sender.takeBack,
  });
  const stores = connectStores({ list, cache, drafts, outbox, queue, open });

  const workspace = { ...basis, live, list, cache, open, queue, turns, sender, marker, memories };
  return {
    ...workspace,
    agents: createResource(async () => (await api.agents()).agents),
    models: createResource(async () => (await api.models()).providers),
    embeddings: createResource(() => api.embeddings()),
    async saveProfile(patch) {
      profile.setState((await api.patchProfile(patch)).profile, true);
    },
    ...lifeOf(() => startAll({ ...workspace, stores }, deps)),
  };
}

/** Runs once at a time, however often it is begun or ended. */
function lifeOf(run: () => () => void): Pick<Workspace, "start" | "suspend"> {
  let stop: (() => void) | null = null;
  const begin = () => {
    stop ??= run();
  };
  const end = () => {
    stop?.();
    stop = null;
  };
  return {
    start: () => {
      begin();
      return end;
    },
    suspend: () => {
      end();
      return begin;
    },
  };
}

type Parts = Pick<
  Workspace,
  | "outbox"
  | "drafts"
  | "reach"
  | "live"
  | "open"
  | "queue"
  | "list"
  | "turns"
  | "cache"
  | "signedOut"
  | "memories"
> & { stores: StoreConnections };

function startAll(parts: Parts, { loadSupabase, profile }: WorkspaceDeps): () => void {
  const { outbox, drafts, reach, live, open, queue, list, turns, cache, signedOut, stores, memories } = parts;
  const stops = [outbox.tab.start(), drafts.start(), reach.start(), stores.start()];
  // Only now is everything there that wants to hear of it.
  outbox.load();
  stops.push(live.start(), open.start(), queue.start(), memories.start());
  stops.push(watchSession(loadSupabase, profile.id, () => signedOut.setState(true, true)));
  if (!list.store.getState().list.loaded) void list.refresh();
  return () => {
    for (const stop of stops.toReversed()) stop();
    turns.release();
    cache.pause();
  };
}

/** Any answer at all means that the server is there. */
async function askHealth(baseUrl: string): Promise<void> {
  await fetch(`${baseUrl}/api/health`, { cache: "no-store" });
}
