import type { SupabaseClient } from "@supabase/supabase-js";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ConversationId, UserId } from "@/types/ids";
import type { ConversationBroadcast, UserBroadcast } from "@/types/stream";
import { parseConversationBroadcast, parseUserBroadcast } from "./parse-broadcast";
import { followTopic, type Topic } from "./topic";

/** lost: without live sync for several seconds, which is worth a banner. It heals alone. */
export type LiveStatus = "connecting" | "live" | "reconnecting" | "lost";

export type LiveHandlers = {
  onUser(broadcast: UserBroadcast): void;
  onConversation(id: ConversationId, broadcast: ConversationBroadcast): void;
  /** The user's channel is joined: the list may have changed meanwhile. */
  onUserJoined(): void;
  /** `again`: after it was lost. */
  onConversationJoined(id: ConversationId, again: boolean): void;
};

export type LiveSync = {
  status: StoreApi<LiveStatus>;
  /** Follows this conversation instead of the one before; null: none. */
  watch(id: ConversationId | null): void;
  start(): () => void;
};

type Deps = {
  load: () => Promise<SupabaseClient>;
  userId: UserId;
  handlers: LiveHandlers;
  /** How long to be without sync before it is called lost. */
  lostAfterMs?: number;
};

const LOST_AFTER_MS = 4_000;

/** Live sync over one socket: the user's channel, and that of the conversation that is looked at. */
export function createLiveSync({ load, userId, handlers, lostAfterMs = LOST_AFTER_MS }: Deps): LiveSync {
  const status = createStore<LiveStatus>(() => "connecting");
  const topics = new Map<string, Topic>();
  const down = new Set<string>();
  let watched: ConversationId | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let started = false;

  function judge(): void {
    if (!started) return;
    if (down.size === 0) {
      if (timer) clearTimeout(timer);
      timer = null;
      status.setState("live", true);
      return;
    }
    timer ??= setTimeout(() => status.setState("lost", true), lostAfterMs);
    if (status.getState() === "live") status.setState("reconnecting", true);
  }

  function follow(
    name: string,
    onJoined: (again: boolean) => void,
    onBroadcast: (event: string, payload: unknown) => void,
  ): void {
    down.add(name);
    const topic = followTopic(load, name, {
      onBroadcast,
      onJoined(again) {
        down.delete(name);
        judge();
        onJoined(again);
      },
      onLost() {
        down.add(name);
        judge();
      },
    });
    topics.set(name, topic);
  }

  function unfollow(name: string): void {
    topics.get(name)?.leave();
    topics.delete(name);
    down.delete(name);
  }

  function watch(id: ConversationId | null): void {
    if (id === watched) return;
    if (watched) unfollow(`conversation:${watched}`);
    watched = id;
    if (started && id) followConversation(id);
    judge();
  }

  function followConversation(id: ConversationId): void {
    const name = `conversation:${id}`;
    const onJoined = (again: boolean) => handlers.onConversationJoined(id, again);
    follow(name, onJoined, (event, payload) => {
      const broadcast = parseConversationBroadcast(event, payload);
      if (broadcast) handlers.onConversation(id, broadcast);
    });
  }

  function start(): () => void {
    started = true;
    follow(`user:${userId}`, handlers.onUserJoined, (event, payload) => {
      const broadcast = parseUserBroadcast(event, payload);
      if (broadcast) handlers.onUser(broadcast);
    });
    if (watched) followConversation(watched);
    judge();
    const wake = () => wakeUp(topics, down);
    window.addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    return () => {
      started = false;
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
      if (timer) clearTimeout(timer);
      timer = null;
      for (const name of [...topics.keys()]) unfollow(name);
    };
  }

  return { status, watch, start };
}

/** Back from sleep or from no network: what is down should not wait for its turn. */
function wakeUp(topics: ReadonlyMap<string, Topic>, down: ReadonlySet<string>): void {
  if (document.visibilityState !== "visible") return;
  for (const name of down) topics.get(name)?.rejoin();
}
