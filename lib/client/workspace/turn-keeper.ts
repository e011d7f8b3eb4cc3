import type { ClientMessageId, ConversationId, MessageId, TurnId } from "@/types/ids";
import { toFailure } from "../api-failure";
import type { ApiClient } from "../api-client";
import type { TextStore } from "../browser-storage";
import { newId } from "../new-id";
import type { OutboxEntry } from "../outbox/outbox-entry";
import type { ConversationKey } from "../stores/conversation-store";
import { createTurnStreams } from "../streams/turn-streams";
import type { HeldConversation } from "./conversation-cache";

type Deps = {
  api: Pick<ApiClient, "chat" | "resumeTurn" | "retryTurn" | "stopTurn" | "keepTurn">;
  tabStore: TextStore;
  hold: (key: ConversationKey) => HeldConversation;
  isOpen: (key: ConversationKey) => boolean;
  onNewConversation: (id: ConversationId) => void;
  onEnded: (key: ConversationKey) => void;
};

export type TurnKeeper = {
  /** Resolves when the server has acknowledged the message; the reply goes on arriving. Throws ApiFailure. */
  deliver: (entry: OutboxEntry) => Promise<void>;
  /** These throw ApiFailure. */
  retry: (key: ConversationKey, turnId: TurnId) => Promise<void>;
  stop: (key: ConversationKey) => Promise<void>;
  keep: (key: ConversationKey, turnId: TurnId) => Promise<void>;
  /** Takes up a running reply by its stream: when this tab asked for it (before a reload), or because `anyway`. */
  takeUp: (key: ConversationKey, anyway: boolean) => void;
  streams: (key: ConversationKey) => boolean;
  release: () => void;
};

/** What a tab does with turns: sends, retries, stops and keeps them. */
export function createTurnKeeper({ api, hold, onNewConversation, ...deps }: Deps): TurnKeeper {
  const retryIds = new Map<TurnId, ClientMessageId>();
  const stopWanted = new Set<ConversationKey>();
  const streams = createTurnStreams({
    ...deps,
    api,
    onNewConversation(id) {
      if (stopWanted.delete("new")) stopWanted.add(id);
      onNewConversation(id);
    },
    onAccepted(key) {
      if (stopWanted.delete(key)) void stop(key).catch(() => undefined);
    },
  });

  async function deliver(entry: OutboxEntry): Promise<void> {
    const { clientMessageId, content } = entry;
    const held = hold(entry.key);
    const conversationId = held.key === "new" ? null : held.key;
    const agentId = conversationId ? null : entry.agentId;
    const temporary = conversationId === null && entry.temporary ? { temporary: true as const } : {};
    const body = { conversationId, agentId, messageId: clientMessageId, content, ...temporary };
    const request = { clientMessageId, content, supersedes: null };
    await streams.begin(held, (signal) => api.chat(body, signal), request);
  }

  async function retry(key: ConversationKey, turnId: TurnId): Promise<void> {
    const held = hold(key);
    // Kept until it is acknowledged: pressing Retry again after a broken connection is the same retry.
    const clientMessageId = retryIds.get(turnId) ?? newId<ClientMessageId>();
    retryIds.set(turnId, clientMessageId);
    const request = { clientMessageId, content: null, supersedes: replyOf(held, turnId) };
    await streams.begin(held, (signal) => api.retryTurn(turnId, clientMessageId, signal), request);
    retryIds.delete(turnId);
  }

  async function stop(key: ConversationKey): Promise<void> {
    const { conversation } = hold(key);
    const { running, sending } = conversation.store.getState();
    if (!running?.turnId) {
      // It can be named only once it is acknowledged; then it is stopped.
      if (sending) stopWanted.add(key);
      return;
    }
    conversation.set({ stopping: true });
    try {
      await api.stopTurn(running.turnId);
    } catch (thrown) {
      conversation.set({ stopping: false });
      throw toFailure(thrown);
    }
  }

  async function keep(key: ConversationKey, turnId: TurnId): Promise<void> {
    await api.keepTurn(turnId);
    await hold(key).loader.load();
  }

  const takeUp = (key: ConversationKey, anyway: boolean) => streams.takeUp(hold(key), anyway);
  return { deliver, retry, stop, keep, takeUp, streams: streams.has, release: streams.release };
}

function replyOf({ conversation }: HeldConversation, turnId: TurnId): MessageId | null {
  const { transcript } = conversation.store.getState();
  return transcript.findLast((entry) => entry.role === "assistant" && entry.turnId === turnId)?.id ?? null;
}
