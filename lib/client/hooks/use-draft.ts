"use client";

import { useCallback } from "react";
import { useStore } from "zustand/react";
import type { ConversationKey } from "../stores/conversation-store";
import { useHeld } from "./use-held";
import { useWorkspace } from "./workspace-context";

type SetText = (text: string) => void;

/** What is typed in a conversation's composer: kept on this device over reloads, read after mounting. `adopt` takes in what was typed before that. */
export function useDraft(key: ConversationKey): [text: string, setText: SetText, adopt: SetText] {
  const { drafts } = useWorkspace();
  const held = useHeld(key);
  const id = useStore(held.conversation.store, (state) => state.id);
  const text = useStore(drafts.store, (state) => state.drafts[id ?? key] ?? "");
  const setText = useCallback((next: string) => drafts.setDraft(held.key, next), [drafts, held]);
  const adopt = useCallback((typed: string) => drafts.adopt(held.key, typed), [drafts, held]);
  return [text, setText, adopt];
}
