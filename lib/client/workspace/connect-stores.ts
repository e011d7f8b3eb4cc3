import type { Conversation } from "@/types/chat";
import type { ConversationId } from "@/types/ids";
import { pendingOf, type OutboxEntry } from "../outbox/outbox-entry";
import type { OutboxStore } from "../outbox/outbox-store";
import type { SendQueue } from "../outbox/send-queue";
import type { ConversationListStore, ListState } from "../stores/conversation-list-store";
import type { ConversationKey, ConversationState } from "../stores/conversation-store";
import { TEMPORARY_CHAT, type DraftsState, type DraftsStore } from "../stores/drafts-store";
import type { ConversationCache, HeldConversation } from "./conversation-cache";
import type { OpenConversation } from "./open-conversation";

type Deps = {
  list: ConversationListStore;
  cache: ConversationCache;
  drafts: DraftsStore;
  outbox: OutboxStore;
  queue: SendQueue;
  open: OpenConversation;
};

export type StoreConnections = {
  created: (held: HeldConversation) => void;
  changed: (held: HeldConversation, now: ConversationState, before: ConversationState) => void;
  /** The new conversation has got its id. */
  named: (id: ConversationId) => void;
  /** A stream of this tab has ended. */
  ended: (key: ConversationKey) => void;
  start: () => () => void;
};

/** What a change in one store means for the others. */
export function connectStores(deps: Deps): StoreConnections {
  const { list, cache, drafts, outbox, queue, open } = deps;

  function created(held: HeldConversation): void {
    for (const entry of outbox.entries.getState()) {
      if (entry.key === held.key) held.conversation.apply({ type: "send", send: pendingOf(entry) });
    }
  }

  function changed(held: HeldConversation, now: ConversationState, before: ConversationState): void {
    if (before.running && !now.running) {
      const { replyId } = before.running;
      const text = now.chat.texts.get(replyId) ?? before.chat.texts.get(replyId);
      held.meter.ended((text?.tokens ?? 0) + (text?.thinkingTokens ?? 0));
      queue.pump();
    }
    if (now.transcript !== before.transcript && open.is(held.key)) held.meter.ask();
  }

  function named(id: ConversationId): void {
    cache.rekey(id);
    drafts.move("new", id);
    drafts.setPanel(TEMPORARY_CHAT, false);
    for (const entry of outbox.entries.getState()) {
      if (entry.key === "new") outbox.update(entry.clientMessageId, { key: id, agentId: null });
    }
    open.named(id);
    void list.read(id);
  }

  function ended(key: ConversationKey): void {
    const held = cache.peek(key);
    if (key !== "new") void list.read(key);
    if (held && open.is(key)) held.meter.ask();
    held?.loader.check();
    queue.pump();
  }

  function start(): () => void {
    const stops = [
      outbox.entries.subscribe((now, before) => outboxChanged(deps, now, before)),
      list.store.subscribe((now, before) => listChanged(deps, now, before)),
      drafts.store.subscribe((now, before) => draftsChanged(deps, now, before)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  return { created, changed, named, ended, start };
}

function outboxChanged({ cache }: Deps, now: readonly OutboxEntry[], before: readonly OutboxEntry[]): void {
  for (const entry of now) {
    if (before.includes(entry)) continue;
    cache.peek(entry.key)?.conversation.apply({ type: "send", send: pendingOf(entry) });
  }
  for (const { key, clientMessageId } of before) {
    if (now.some((entry) => entry.clientMessageId === clientMessageId)) continue;
    cache.peek(key)?.conversation.apply({ type: "send_withdrawn", clientMessageId });
  }
}

function listChanged(deps: Deps, now: ListState, before: ListState): void {
  for (const id of now.list.deleted) {
    if (!before.list.deleted.has(id)) drop(deps, id);
  }
  if (now.list.byId === before.list.byId) return;
  for (const [id, row] of now.list.byId) {
    if (row !== before.list.byId.get(id)) rowChanged(deps, row);
  }
}

function rowChanged({ cache, open }: Deps, row: Conversation): void {
  const held = cache.peek(row.id);
  if (!held) return;
  // The channel of a conversation that is not on screen is not joined: its end is heard of here.
  if (!row.running && held.conversation.store.getState().running) void held.loader.readOn();
  if (open.is(row.id)) held.meter.ask();
}

function drop({ cache, drafts, outbox }: Deps, id: ConversationId): void {
  cache.peek(id)?.conversation.apply({ type: "deleted" });
  drafts.setDraft(id, "");
  for (const entry of outbox.entries.getState()) {
    if (entry.key === id) outbox.remove(entry.clientMessageId);
  }
}

function draftsChanged({ cache, open }: Deps, now: DraftsState, before: DraftsState): void {
  for (const [key, text] of Object.entries(now.drafts)) {
    const held = cache.peek(key as ConversationKey);
    if (held && text !== before.drafts[key] && open.is(held.key)) held.meter.ask();
  }
  // A temporary call holds other things.
  if (now.panels[TEMPORARY_CHAT] !== before.panels[TEMPORARY_CHAT]) cache.peek("new")?.meter.ask();
}
