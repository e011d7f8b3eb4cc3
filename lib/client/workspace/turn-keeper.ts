import type { ClientMessageId, ConversationId, MessageId, TurnId } from "@/types/ids";
import { toFailure, unreachable } from "../api-failure";
import type { ApiClient } from "../api-client";
import type { TextStore } from "../browser-storage";
import { newId } from "../new-id";
import type { OutboxEntry } from "../outbox/outbox-entry";
import type { ConversationKey } from "../stores/conversation-store";
import { followTurn, resumeTurn, type TurnRequest, type TurnSink } from "../streams/follow-turn";
import { createStreamSlots } from "../streams/stream-slots";
import type { HeldConversation } from "./conversation-cache";

type Deps = {
  api: Pick<ApiClient, "chat" | "resumeTurn" | "retryTurn" | "stopTurn" | "keepTurn">;
  tabStore: TextStore;
  hold: (key: ConversationKey) => HeldConversation;
  isOpen: (key: ConversationKey) => boolean;
  /** A first message was accepted: the conversation has its id from now on. */
  onNewConversation: (id: ConversationId) => void;
  /** A stream that this tab held has ended. */
  onEnded: (key: ConversationKey) => void;
};

export type TurnKeeper = {
  /** Resolves when the server has acknowledged the message; the reply goes on arriving. Throws ApiFailure. */
  deliver(entry: OutboxEntry): Promise<void>;
  /** Throws ApiFailure. */
  retry(key: ConversationKey, turnId: TurnId): Promise<void>;
  stop(key: ConversationKey): Promise<void>;
  keep(key: ConversationKey, turnId: TurnId): Promise<void>;
  /** Takes up a running reply by its stream: after a reload when this tab asked for it, or because `anyway`. */
  takeUp(key: ConversationKey, anyway: boolean): void;
  streams(key: ConversationKey): boolean;
  /** Lets go of all streams; the replies go on being written. */
  release(): void;
};

/** Holds the event streams of this tab. */
export function createTurnKeeper(deps: Deps): TurnKeeper {
  const slots = createStreamSlots(deps.isOpen);
  const retryIds = new Map<TurnId, ClientMessageId>();
  const stopWanted = new Set<ConversationKey>();
  const mark = (turnId: TurnId) => `throughline:turn:${turnId}`;

  /** Posts, and follows the answer; resolves at `accepted`. */
  async function begin(
    held: HeldConversation,
    post: (signal: AbortSignal) => Promise<Response>,
    request: TurnRequest,
  ): Promise<void> {
    const slot = slots.open(held.key);
    try {
      const response = await post(slot.signal);
      await new Promise<void>((resolve, reject) => {
        const sink = sinkOf(held, resolve);
        followTurn({ api: deps.api, sink, signal: slot.signal }, response, request)
          // After `accepted` this changes nothing; before it, only sending again can tell what has become of it.
          .then(() => reject(unreachable(new Error("The stream was let go of."))), reject)
          .finally(() => finish(held, slot));
      });
    } catch (thrown) {
      finish(held, slot);
      throw toFailure(thrown);
    }
  }

  function finish(held: HeldConversation, slot: AbortController): void {
    if (slots.close(held.key, slot)) deps.onEnded(held.key);
  }

  function sinkOf(held: HeldConversation, onAccepted: () => void): TurnSink {
    const { conversation, meter } = held;
    return {
      apply(event) {
        conversation.apply(event);
        if (event.type === "done" || event.type === "failed") forget(held);
      },
      onAccepted(event) {
        deps.tabStore.set(mark(event.turnId), "1");
        if (held.key === "new") {
          slots.rekey("new", event.conversationId);
          if (stopWanted.delete("new")) stopWanted.add(event.conversationId);
          deps.onNewConversation(event.conversationId);
        }
        onAccepted();
        if (stopWanted.delete(held.key)) void stop(held.key).catch(() => undefined);
      },
      onContext(report) {
        conversation.set({ report });
        meter.take(report);
      },
      held: (replyId) => heldText(held, replyId),
    };
  }

  function forget(held: HeldConversation): void {
    for (const row of held.conversation.store.getState().chat.rows.values()) {
      if (row.turnId && row.role === "assistant") deps.tabStore.remove(mark(row.turnId));
    }
  }

  async function deliver(entry: OutboxEntry): Promise<void> {
    const { clientMessageId, content, agentId } = entry;
    const held = deps.hold(entry.key);
    const conversationId = held.key === "new" ? null : held.key;
    const body = {
      conversationId,
      agentId: conversationId ? null : agentId,
      messageId: clientMessageId,
      content,
    };
    await begin(held, (signal) => deps.api.chat(body, signal), {
      clientMessageId,
      content,
      supersedes: null,
    });
  }

  async function retry(key: ConversationKey, turnId: TurnId): Promise<void> {
    const held = deps.hold(key);
    const reply = held.conversation.store
      .getState()
      .transcript.findLast((entry) => entry.role === "assistant" && entry.turnId === turnId);
    const clientMessageId = retryIds.get(turnId) ?? newId<ClientMessageId>();
    // Kept until it is acknowledged: pressing Retry again after a broken connection is the same retry.
    retryIds.set(turnId, clientMessageId);
    const request = { clientMessageId, content: null, supersedes: reply?.id ?? null };
    await begin(held, (signal) => deps.api.retryTurn(turnId, clientMessageId, signal), request);
    retryIds.delete(turnId);
  }

  async function stop(key: ConversationKey): Promise<void> {
    const { conversation } = deps.hold(key);
    const { running, sending } = conversation.store.getState();
    if (!running?.turnId) {
      if (sending) stopWanted.add(key);
      return;
    }
    conversation.set({ stopping: true });
    try {
      await deps.api.stopTurn(running.turnId);
    } catch (thrown) {
      conversation.set({ stopping: false });
      throw toFailure(thrown);
    }
  }

  async function keep(key: ConversationKey, turnId: TurnId): Promise<void> {
    await deps.api.keepTurn(turnId);
    await deps.hold(key).loader.load();
  }

  function takeUp(key: ConversationKey, anyway: boolean): void {
    const held = deps.hold(key);
    const { running } = held.conversation.store.getState();
    if (!running?.turnId || slots.has(key)) return;
    if (!anyway && deps.tabStore.get(mark(running.turnId)) === null) return;
    const slot = slots.open(key);
    const place = { turnId: running.turnId, replyId: running.replyId };
    const sink = sinkOf(held, () => undefined);
    void resumeTurn({ api: deps.api, sink, signal: slot.signal }, place).finally(() => finish(held, slot));
  }

  return { deliver, retry, stop, keep, takeUp, streams: slots.has, release: slots.closeAll };
}

function heldText(held: HeldConversation, replyId: MessageId): { text: number; thinking: number } {
  const text = held.conversation.store.getState().chat.texts.get(replyId);
  return { text: text?.text.length ?? 0, thinking: text?.thinking.length ?? 0 };
}
