import type { ConversationId } from "@/types/ids";
import type { ApiClient, ContextRequest } from "../api-client";
import type { DraftsStore } from "../stores/drafts-store";
import {
  createConversationStore,
  type ConversationKey,
  type ConversationState,
  type ConversationStore,
} from "../stores/conversation-store";
import { createMessageLoader, type MessageLoader } from "../stores/message-loader";
import { createMeterStore, type MeterStore } from "../stores/meter-store";

/** Everything held of one conversation while it is in memory. */
export type HeldConversation = {
  key: ConversationKey;
  conversation: ConversationStore;
  loader: MessageLoader;
  meter: MeterStore;
  /** A meter of its own for other settings than the stored ones. */
  forecast: () => MeterStore;
  dispose: () => void;
};

export type ConversationCache = {
  /** Makes it when it is not held. Reading it makes it the most recently used. */
  get: (key: ConversationKey) => HeldConversation;
  peek: (key: ConversationKey) => HeldConversation | undefined;
  /** A new conversation has got its id; the next "new" starts afresh. */
  rekey: (id: ConversationId) => void;
  /** Gives up what was about to be read or counted; the next change asks again. */
  pause: () => void;
};

/** So many visited conversations come back without a request. */
const MOST_HELD = 16;

type Deps = {
  api: Pick<ApiClient, "messages" | "context">;
  drafts: Pick<DraftsStore, "draft" | "temporary">;
  /** Whether it may not be let go of: it is on screen, streams, or has unsent messages. */
  isNeeded: (held: HeldConversation) => boolean;
  onChange: (held: HeldConversation, now: ConversationState, before: ConversationState) => void;
  onCreate: (held: HeldConversation) => void;
};

/** Conversations that were visited, the least recently used given up first. */
export function createConversationCache(deps: Deps): ConversationCache {
  const held = new Map<ConversationKey, HeldConversation>();

  function get(key: ConversationKey): HeldConversation {
    const known = held.get(key);
    if (known) {
      held.delete(key);
      held.set(key, known);
      return known;
    }
    const made = hold(key, deps);
    held.set(key, made);
    deps.onCreate(made);
    evict();
    return made;
  }

  function evict(): void {
    for (const candidate of held.values()) {
      if (held.size <= MOST_HELD) return;
      if (deps.isNeeded(candidate)) continue;
      candidate.dispose();
      held.delete(candidate.key);
    }
  }

  function rekey(id: ConversationId): void {
    const known = held.get("new");
    if (!known) return;
    held.delete("new");
    known.key = id;
    held.set(id, known);
  }

  function pause(): void {
    for (const { loader, meter } of held.values()) {
      loader.dispose();
      meter.dispose();
    }
  }

  return { get, peek: (key) => held.get(key), rekey, pause };
}

function hold(key: ConversationKey, deps: Deps): HeldConversation {
  const conversation = createConversationStore(key);
  const loader = createMessageLoader(conversation, deps.api);
  const forecast = () => createMeterStore(() => request(made, deps), deps.api.context);
  const meter = forecast();
  const unsubscribe = conversation.store.subscribe((now, before) => {
    loader.check();
    deps.onChange(made, now, before);
  });
  const made: HeldConversation = {
    key,
    conversation,
    loader,
    meter,
    forecast,
    dispose() {
      unsubscribe();
      loader.dispose();
      meter.dispose();
    },
  };
  return made;
}

function request(held: HeldConversation, deps: Deps): ContextRequest {
  const draft = deps.drafts.draft(held.key);
  const temporary = deps.drafts.temporary() ? { temporary: true as const } : {};
  const subject = held.key === "new" ? temporary : { conversationId: held.key };
  return { ...subject, ...(draft === "" ? {} : { draft }) };
}
