import type { StoreApi } from "zustand/vanilla";
import type { Profile } from "@/types/chat";
import type { ClientMessageId } from "@/types/ids";
import type { ApiFailure } from "../api-failure";
import { newId } from "../new-id";
import type { OutboxEntry } from "../outbox/outbox-entry";
import type { OutboxStore } from "../outbox/outbox-store";
import type { ConversationKey } from "../stores/conversation-store";
import { TEMPORARY_CHAT, type DraftsStore } from "../stores/drafts-store";
import type { ConversationCache } from "./conversation-cache";

export type Sender = {
  /** Puts a message into the outbox. True when it is stored; only then is the draft cleared at once. */
  send: (key: ConversationKey, text: string) => boolean;
  /** Puts the text of an unsent message back in front of the draft. */
  edit: (id: ClientMessageId) => void;
  discard: (id: ClientMessageId) => void;
  /** The server will never take this text: it goes back to the composer, with the reason. */
  takeBack: (entry: OutboxEntry, failure: ApiFailure) => void;
};

type Deps = {
  outbox: OutboxStore;
  drafts: DraftsStore;
  cache: ConversationCache;
  profile: StoreApi<Profile>;
  pump: () => void;
};

/** Between the composer and the outbox: text is always in at least one of the two. */
export function createSender({ outbox, drafts, cache, profile, pump }: Deps): Sender {
  function send(key: ConversationKey, text: string): boolean {
    if (text.trim() === "") return false;
    const entry: OutboxEntry = {
      clientMessageId: newId<ClientMessageId>(),
      key,
      agentId: key === "new" ? profile.getState().defaultAgentId : null,
      ...(key === "new" && drafts.temporary() ? { temporary: true as const } : {}),
      content: text,
      createdAt: nextTime(outbox),
      state: "waiting",
      reason: null,
      nextTryAt: null,
      error: null,
      step: 0,
      tab: outbox.tab.id,
      tries: 0,
    };
    cache.get(key).conversation.set({ refusal: null });
    const stored = outbox.put(entry);
    if (stored) drafts.setDraft(key, "");
    else clearOnceSent(entry);
    pump();
    return stored;
  }

  /** The device would not store it, so the draft stays until the server has the message. */
  function clearOnceSent({ clientMessageId, content }: OutboxEntry): void {
    const unsubscribe = outbox.entries.subscribe((entries, before) => {
      if (entries.some((entry) => entry.clientMessageId === clientMessageId)) return;
      unsubscribe();
      const last = before.find((entry) => entry.clientMessageId === clientMessageId);
      if (last && drafts.draft(last.key) === content) drafts.setDraft(last.key, "");
    });
  }

  function putBack(entry: OutboxEntry): void {
    const now = drafts.draft(entry.key);
    outbox.remove(entry.clientMessageId);
    if (entry.temporary) drafts.setPanel(TEMPORARY_CHAT, true);
    drafts.setDraft(
      entry.key,
      now === "" || now === entry.content ? entry.content : `${entry.content}\n\n${now}`,
    );
  }

  function takeBack(entry: OutboxEntry, failure: ApiFailure): void {
    putBack(entry);
    cache.get(entry.key).conversation.set({ refusal: failure });
  }

  function edit(id: ClientMessageId): void {
    const entry = outbox.find(id);
    if (!entry || entry.state === "sending") return;
    putBack(entry);
    pump();
  }

  function discard(id: ClientMessageId): void {
    if (outbox.find(id)?.state === "sending") return;
    outbox.remove(id);
    pump();
  }

  return { send, edit, discard, takeBack };
}

/** Now, and later than everything that waits: messages leave in the order of these times. */
function nextTime({ entries }: OutboxStore): string {
  const last = entries.getState().at(-1);
  return new Date(Math.max(Date.now(), last ? Date.parse(last.createdAt) + 1 : 0)).toISOString();
}
