"use client";

import { useStore } from "zustand/react";
import type { ChatState } from "@/lib/domain/sync/chat-state";
import type { ConversationKey } from "../stores/conversation-store";
import { useHeld } from "./use-held";

/** Messages whose marks the server is being told. */
export function useMarking(key: ConversationKey): ChatState["marking"] {
  const { conversation } = useHeld(key);
  return useStore(conversation.store, ({ chat }) => chat.marking);
}
