"use client";

import { useCallback } from "react";
import type { ConversationId } from "@/types/ids";
import { useWorkspace } from "./workspace-context";

/** Brings the sample conversation into the list and tells its id. Throws ApiFailure. */
export function useSample(): () => Promise<ConversationId> {
  const { api, list } = useWorkspace();
  return useCallback(async () => {
    const { conversation } = await api.sample();
    list.apply({ type: "upsert", conversation, open: true });
    return conversation.id;
  }, [api, list]);
}
