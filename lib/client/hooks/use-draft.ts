"use client";

import { useCallback } from "react";
import { useStore } from "zustand/react";
import type { ConversationKey } from "../stores/conversation-store";
import { useHeld } from "./use-held";
import { useWorkspace } from "./workspace-context";

/** What is typed in a conversation's composer: kept on this device over reloads, read after mounting. */
export function useDraft(key: ConversationKey): [text: string, setText: (text: string) => void] {
  const { drafts } = useWorkspace();
  const held = useHeld(key);
  const id = useStore(held.conversation.store, (state) => state.id);
  const text = useStore(drafts.store, (state) => state.drafts[id ?? key] ?? "");
  const setText = useCallback((next: string) => drafts.setDraft(held.key, next), [drafts, held]);
  return [text, setText];
}
