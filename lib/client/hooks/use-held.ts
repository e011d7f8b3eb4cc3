"use client";

import { useMemo } from "react";
import type { ConversationKey } from "../stores/conversation-store";
import type { HeldConversation } from "../workspace/conversation-cache";
import { useWorkspace } from "./workspace-context";

/** The stores of one conversation. A new one keeps its stores when it gets its id, as long as the key stays "new". */
export function useHeld(key: ConversationKey): HeldConversation {
  const { cache } = useWorkspace();
  return useMemo(() => cache.get(key), [cache, key]);
}
