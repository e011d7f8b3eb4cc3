import type { ConversationId } from "@/types/ids";
import type { LiveSync } from "../realtime/live-sync";
import type { ConversationListStore } from "../stores/conversation-list-store";
import type { ConversationKey } from "../stores/conversation-store";
import type { ConversationCache, HeldConversation } from "./conversation-cache";
import type { TurnKeeper } from "./turn-keeper";

export type OpenConversation = {
  /** Puts a conversation on screen: loads and follows it. Returns how to take it off again. */
  enter: (key: ConversationKey) => () => void;
  is: (key: ConversationKey) => boolean;
  /** The open conversation while the tab can be seen. */
  seen: () => ConversationId | null;
  /** The new conversation on screen has got its id. */
  named: (id: ConversationId) => void;
  start: () => () => void;
};

type Deps = {
  cache: ConversationCache;
  list: ConversationListStore;
  live: LiveSync;
  turns: TurnKeeper;
};

/** Which conversation this tab shows. */
export function createOpenConversation({ cache, list, live, turns }: Deps): OpenConversation {
  let open: HeldConversation | null = null;

  function enter(key: ConversationKey): () => void {
    const held = cache.get(key);
    open = held;
    if (held.key !== "new") arrive(held.key);
    held.meter.ask();
    return () => {
      if (open !== held) return;
      open = null;
      live.watch(null);
    };
  }

  function arrive(id: ConversationId): void {
    live.watch(id);
    list.apply({ type: "visited", id });
    if (!list.store.getState().list.byId.has(id)) void list.read(id);
    void load(id);
  }

  async function load(id: ConversationId): Promise<void> {
    await cache.get(id).loader.load();
    if (open?.key === id) turns.takeUp(id, live.status.getState() === "lost");
  }

  function named(id: ConversationId): void {
    if (open?.key === id) live.watch(id);
  }

  const visible = () => typeof document === "undefined" || document.visibilityState === "visible";

  function seen(): ConversationId | null {
    return open && open.key !== "new" && visible() ? open.key : null;
  }

  function start(): () => void {
    const look = () => {
      const id = seen();
      if (!id) return;
      list.apply({ type: "visited", id });
      void list.refresh();
      void cache.get(id).loader.readOn();
    };
    // Without live sync a running reply would stand still: then this tab holds its stream too.
    const unsubscribe = live.status.subscribe((status) => {
      const id = seen();
      if (status === "lost" && id) turns.takeUp(id, true);
    });
    document.addEventListener("visibilitychange", look);
    // What a pause has cut short.
    open?.meter.ask();
    open?.loader.check();
    return () => {
      unsubscribe();
      document.removeEventListener("visibilitychange", look);
    };
  }

  return { enter, is: (key) => open?.key === key, seen, named, start };
}
