import type { SupabaseClient } from "@supabase/supabase-js";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ConversationId, UserId } from "@/types/ids";
import type { ConversationBroadcast, UserBroadcast } from "@/types/stream";
import { parseConversationBroadcast, parseUserBroadcast } from "./parse-broadcast";
import { followTopic, type Topic, type TopicHandlers } from "./topic";

/** lost: without live sync for several seconds, which is worth a banner. It heals alone. */
export type LiveStatus = "connecting" | "live" | "reconnecting" | "lost";

export type LiveHandlers = {
  onUser: (broadcast: UserBroadcast) => void;
  onConversation: (id: ConversationId, broadcast: ConversationBroadcast) => void;
  /** The user's channel is joined: the list may have changed meanwhile. */
  onUserJoined: () => void;
  /** Its channel is joined, at first or after it was lost: its rows may have changed meanwhile. */
  onConversationJoined: (id: ConversationId) => void;
};

export type LiveSync = {
  status: StoreApi<LiveStatus>;
  /** Follows this conversation instead of the one before; null: none. */
  watch: (id: ConversationId | null) => void;
  start: () => () => void;
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
  const judge = createJudge(lostAfterMs);
  const topics = new Map<string, Topic>();
  let watched: ConversationId | null = null;
  let started = false;

  function follow(name: string, topic: Omit<TopicHandlers, "onLost">): void {
    judge.expect(name);
    const onJoined = () => {
      judge.up(name);
      topic.onJoined();
    };
    topics.set(name, followTopic(load, name, { ...topic, onJoined, onLost: () => judge.down(name) }));
  }

  function unfollow(name: string): void {
    topics.get(name)?.leave();
    topics.delete(name);
    judge.up(name);
  }

  function followConversation(id: ConversationId): void {
    follow(`conversation:${id}`, {
      onJoined: () => handlers.onConversationJoined(id),
      onBroadcast(event, payload) {
        const broadcast = parseConversationBroadcast(event, payload);
        if (broadcast) handlers.onConversation(id, broadcast);
      },
    });
  }

  function followUser(): void {
    follow(`user:${userId}`, {
      onJoined: () => handlers.onUserJoined(),
      onBroadcast(event, payload) {
        const broadcast = parseUserBroadcast(event, payload);
        if (broadcast) handlers.onUser(broadcast);
      },
    });
  }

  function watch(id: ConversationId | null): void {
    if (id === watched) return;
    if (watched) unfollow(`conversation:${watched}`);
    watched = id;
    if (started && id) followConversation(id);
  }

  function start(): () => void {
    started = true;
    followUser();
    if (watched) followConversation(watched);
    const wake = () => wakeUp(topics, judge.missing);
    window.addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    return () => {
      started = false;
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
      for (const name of [...topics.keys()]) unfollow(name);
      judge.reset();
    };
  }

  return { status: judge.status, watch, start };
}

/** Turns which channels are missing, and for how long, into the status. */
function createJudge(lostAfterMs: number) {
  const status = createStore<LiveStatus>(() => "connecting");
  const missing = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  function endCountdown(): void {
    if (timer) clearTimeout(timer);
    timer = null;
  }

  /** A channel that is being joined for the first time. */
  function expect(name: string): void {
    missing.add(name);
    timer ??= setTimeout(() => status.setState("lost", true), lostAfterMs);
  }

  function down(name: string): void {
    expect(name);
    if (status.getState() === "live") status.setState("reconnecting", true);
  }

  function up(name: string): void {
    missing.delete(name);
    if (missing.size > 0) return;
    endCountdown();
    status.setState("live", true);
  }

  function reset(): void {
    endCountdown();
    missing.clear();
    status.setState("connecting", true);
  }

  return { status, missing, expect, down, up, reset };
}

/** Back from sleep or from no network: what is down should not wait for its turn. */
function wakeUp(topics: ReadonlyMap<string, Topic>, down: ReadonlySet<string>): void {
  if (document.visibilityState !== "visible") return;
  for (const name of down) topics.get(name)?.rejoin();
}
