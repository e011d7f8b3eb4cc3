"use client";

import { useEffect } from "react";
import { useStore } from "zustand/react";
import type { ContextContents } from "@/types/context";
import type { ConversationKey } from "../stores/conversation-store";
import { useHeld } from "./use-held";

/** Everything in the next call and out of it, counted anew with every change while the component is mounted. */
export function useContextContents(key: ConversationKey): ContextContents | null {
  const { meter } = useHeld(key);
  useEffect(() => meter.openContents(), [meter]);
  return useStore(meter.store, (state) => state.contents);
}
