"use client";

import { useEffect, useMemo } from "react";
import { useStore } from "zustand/react";
import type { Conversation } from "@/types/chat";
import type { MessageId, TurnId } from "@/types/ids";
import type { ReplyText } from "@/lib/domain/sync/chat-state";
import { shown } from "@/lib/domain/sync/conversation-list";
import type { ConversationKey, ConversationState } from "../stores/conversation-store";
import { useHeld } from "./use-held";
import { useWorkspace } from "./workspace-context";

export type { ConversationKey, ConversationState };

/** The conversation's state. Puts it on screen while the component is mounted: loads it and follows it live. */
export function useConversation(key: ConversationKey): ConversationState {
  const { open } = useWorkspace();
  const held = useHeld(key);
  useEffect(() => open.enter(held.key), [open, held]);
  return useStore(held.conversation.store);
}

export type ConversationActions = {
  /** True when the text is stored on this device; the draft is then cleared. */
  send: (text: string) => boolean;
  /** These throw ApiFailure. */
  stop: () => Promise<void>;
  retry: (turnId: TurnId) => Promise<void>;
  /** Keeps an interrupted reply as it is, on all devices. */
  keep: (turnId: TurnId) => Promise<void>;
  loadOlder: () => Promise<void>;
  /** Below messages that are shown apart from the newest ones. */
  loadNewer: () => Promise<void>;
  /** Back to the newest messages. */
  showLatest: () => void;
  reload: () => Promise<void>;
  clearRefusal: () => void;
};

export function useConversationActions(key: ConversationKey): ConversationActions {
  const { sender, turns } = useWorkspace();
  const held = useHeld(key);
  return useMemo(
    () => ({
      send: (text) => sender.send(held.key, text),
      stop: () => turns.stop(held.key),
      retry: (turnId) => turns.retry(held.key, turnId),
      keep: (turnId) => turns.keep(held.key, turnId),
      loadOlder: () => held.loader.loadOlder(),
      loadNewer: () => held.loader.loadNewer(),
      showLatest: () => held.conversation.showAround(null),
      reload: () => held.loader.load(),
      clearRefusal: () => held.conversation.set({ refusal: null }),
    }),
    [sender, turns, held],
  );
}

const NOTHING: ReplyText = {
  text: "",
  textSeen: 0,
  thinking: "",
  thinkingSeen: 0,
  tokens: 0,
  thinkingTokens: 0,
};

/** The text so far of a reply that is being written; changes at most once a frame. */
export function useReplyText(key: ConversationKey, replyId: MessageId): ReplyText {
  const { conversation } = useHeld(key);
  return useStore(conversation.store, ({ chat }) => chat.texts.get(replyId) ?? NOTHING);
}

/** Title, model, limits and totals of a conversation; null while they are not read, and for a new one. */
export function useConversationRow(key: ConversationKey): Conversation | null {
  const { list } = useWorkspace();
  const { conversation } = useHeld(key);
  const id = useStore(conversation.store, (state) => state.id);
  const row = useStore(list.store, (state) => (id ? (state.list.byId.get(id) ?? null) : null));
  const title = useStore(list.store, (state) => (id ? state.list.renames.get(id) : undefined));
  // Only the title of this row matters of all the renames.
  return useMemo(() => (row && title !== undefined ? shown(row, title) : row), [row, title]);
}
