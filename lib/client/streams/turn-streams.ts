import type { ContextReport } from "@/types/context";
import type { ConversationId } from "@/types/ids";
import { toFailure, unreachable } from "../api-failure";
import type { ApiClient } from "../api-client";
import type { TextStore } from "../browser-storage";
import type { ConversationKey, ConversationStore } from "../stores/conversation-store";
import { followTurn, resumeTurn, type TurnRequest, type TurnSink } from "./follow-turn";
import { createStreamSlots, type StreamSlots } from "./stream-slots";

/** A conversation as its streams see it; `key` changes when a new one gets its id. */
export type Streamed = {
  readonly key: ConversationKey;
  conversation: ConversationStore;
  meter: { take: (report: ContextReport) => void; ask: () => void };
};

type Deps = {
  api: Pick<ApiClient, "resumeTurn">;
  tabStore: TextStore;
  isOpen: (key: ConversationKey) => boolean;
  /** A first message was accepted: the conversation has its id from now on. */
  onNewConversation: (id: ConversationId) => void;
  onAccepted: (key: ConversationKey) => void;
  /** A stream that this tab held has ended. */
  onEnded: (key: ConversationKey) => void;
};

export type TurnStreams = {
  /** Posts and follows the answer; resolves at `accepted`. Throws ApiFailure. */
  begin: (
    held: Streamed,
    post: (signal: AbortSignal) => Promise<Response>,
    request: TurnRequest,
  ) => Promise<void>;
  /** Takes up a running reply by its stream: when this tab asked for it (before a reload), or because `anyway`. */
  takeUp: (held: Streamed, anyway: boolean) => void;
  has: (key: ConversationKey) => boolean;
  /** Lets go of all streams; the replies go on being written. */
  release: () => void;
};

const MARK = "throughline:turn:";

/** The event streams that this tab holds. Which turns are its own is kept over a reload. */
export function createTurnStreams(deps: Deps): TurnStreams {
  const { api, tabStore } = deps;
  const slots = createStreamSlots(deps.isOpen);

  async function begin(
    held: Streamed,
    post: (signal: AbortSignal) => Promise<Response>,
    request: TurnRequest,
  ): Promise<void> {
    const slot = slots.open(held.key);
    try {
      const response = await post(slot.signal);
      await new Promise<void>((resolve, reject) => {
        followTurn({ api, sink: sinkOf(deps, slots, held, resolve), signal: slot.signal }, response, request)
          // After `accepted` this changes nothing; before it, only sending again can tell what has become of it.
          .then(() => reject(unreachable(new Error("The stream was let go of."))), reject)
          .finally(() => finish(held, slot));
      });
    } catch (thrown) {
      finish(held, slot);
      throw toFailure(thrown);
    }
  }

  function finish(held: Streamed, slot: AbortController): void {
    if (!slots.close(held.key, slot)) return;
    held.conversation.set({ compacting: null });
    deps.onEnded(held.key);
  }

  function takeUp(held: Streamed, anyway: boolean): void {
    const { running } = held.conversation.store.getState();
    if (!running?.turnId || slots.has(held.key)) return;
    if (!anyway && tabStore.get(MARK + running.turnId) === null) return;
    const slot = slots.open(held.key);
    const place = { turnId: running.turnId, replyId: running.replyId };
    const sink = sinkOf(deps, slots, held, () => undefined);
    void resumeTurn({ api, sink, signal: slot.signal }, place).finally(() => finish(held, slot));
  }

  return { begin, takeUp, has: slots.has, release: slots.closeAll };
}

/** Where the events of one stream go. */
function sinkOf(deps: Deps, slots: StreamSlots, held: Streamed, onAccepted: () => void): TurnSink {
  const { conversation, meter } = held;
  const { tabStore } = deps;
  return {
    apply(event) {
      conversation.apply(event);
      if (event.type !== "done" && event.type !== "failed") return;
      const turnId = conversation.store.getState().chat.rows.get(event.replyId)?.turnId;
      if (turnId) tabStore.remove(MARK + turnId);
    },
    onAccepted(event) {
      tabStore.set(MARK + event.turnId, "1");
      if (held.key === "new") {
        slots.rekey("new", event.conversationId);
        deps.onNewConversation(event.conversationId);
      }
      onAccepted();
      deps.onAccepted(held.key);
    },
    onContext: (report) => meter.take(report),
    onCompacting(messages) {
      if (conversation.store.getState().compacting !== messages) conversation.set({ compacting: messages });
    },
    onManaged(managed) {
      conversation.set({ managed });
      meter.ask();
    },
    held(replyId) {
      const text = conversation.store.getState().chat.texts.get(replyId);
      return { text: text?.text.length ?? 0, thinking: text?.thinking.length ?? 0 };
    },
  };
}
