import type { ConversationId, MessageId } from "@/types/ids";
import type { MarkChange } from "@/lib/domain/sync/chat-event";
import { toFailure } from "../api-failure";
import type { ApiClient } from "../api-client";
import type { ConversationKey } from "../stores/conversation-store";
import type { ConversationCache, HeldConversation } from "./conversation-cache";

export type MarkTarget = { id: MessageId; seq: number };

export type Marker = {
  /** Shows the marks at once and takes them back when the server refuses. Throws ApiFailure. */
  mark: (key: ConversationKey, targets: readonly MarkTarget[], change: MarkChange) => Promise<void>;
  /** Marks of these messages have changed somewhere. */
  heard: (id: ConversationId, seqs: readonly number[]) => void;
};

type Deps = {
  api: Pick<ApiClient, "markMessages">;
  cache: Pick<ConversationCache, "get" | "peek">;
};

/** As many as one request may name. */
const AT_ONCE = 200;
/** How long the word of our own change may take to come back by live sync. */
const OWN_MS = 10_000;

/** Pins, mutes and compresses messages, and follows what other tabs do. */
export function createMarker({ api, cache }: Deps): Marker {
  /** What this tab has changed itself and need not read again: when, by conversation and seq. */
  const own = new Map<string, number>();
  let step = 0;

  async function mark(
    key: ConversationKey,
    targets: readonly MarkTarget[],
    change: MarkChange,
  ): Promise<void> {
    const held = cache.get(key);
    if (held.key === "new" || targets.length === 0) return;
    for (let from = 0; from < targets.length; from += AT_ONCE) {
      await send(held, held.key, targets.slice(from, from + AT_ONCE), change);
    }
  }

  async function send(
    held: HeldConversation,
    id: ConversationId,
    targets: readonly MarkTarget[],
    change: MarkChange,
  ): Promise<void> {
    const { conversation, meter } = held;
    const ids = targets.map((target) => target.id);
    step += 1;
    const mine = step;
    for (const { seq } of targets) own.set(`${id}:${seq}`, Date.now());
    conversation.apply({ type: "marks_wanted", step: mine, ids, change });
    try {
      const { messages } = await api.markMessages(id, ids, change);
      conversation.apply({ type: "marks_settled", step: mine, messages });
      meter.ask();
    } catch (thrown) {
      for (const { seq } of targets) own.delete(`${id}:${seq}`);
      conversation.apply({ type: "marks_settled", step: mine, messages: [] });
      throw toFailure(thrown);
    }
  }

  function heard(id: ConversationId, seqs: readonly number[]): void {
    const held = cache.peek(id);
    const others = seqs.filter((seq) => !isOwn(`${id}:${seq}`));
    if (!held || others.length === 0) return;
    held.meter.ask();
    void held.loader.readAt(others);
  }

  function isOwn(name: string): boolean {
    const at = own.get(name) ?? -Infinity;
    own.delete(name);
    return Date.now() - at < OWN_MS;
  }

  return { mark, heard };
}
