"use client";

import { useEffect } from "react";
import type { ContextSettings } from "../api-client";
import type { ConversationKey } from "../stores/conversation-store";
import { useHeld } from "./use-held";

/** Shows what settings would do before they are kept; null: the stored ones again. Ends with the component. */
export function useTrial(key: ConversationKey): (settings: Partial<ContextSettings> | null) => void {
  const { meter } = useHeld(key);
  useEffect(() => () => meter.tryOut(null), [meter]);
  return meter.tryOut;
}
