"use client";

import { useEffect, useMemo } from "react";
import { useStore } from "zustand/react";
import type { MemoryStrategy } from "@/types/words";
import type { ContextReport } from "@/types/context";
import type { ApiFailure } from "../api-failure";
import type { ConversationKey } from "../stores/conversation-store";
import { useHeld } from "./use-held";

export type Forecast = { report: ContextReport | null; counting: boolean; failure: ApiFailure | null };

/** What the next call would hold under another strategy; counted anew whenever the meter itself is. */
export function useForecast(key: ConversationKey, strategy: MemoryStrategy): Forecast {
  const held = useHeld(key);
  const other = useMemo(() => held.forecast(), [held]);
  const asked = useStore(held.meter.store, (state) => state.report);
  const trial = useStore(held.meter.store, (state) => state.trial);
  useEffect(() => {
    other.tryOut({ ...trial, memoryStrategy: strategy });
  }, [other, strategy, trial, asked]);
  useEffect(() => () => other.dispose(), [other]);
  const { report, counting, failure } = useStore(other.store);
  return useMemo(() => ({ report, counting, failure }), [report, counting, failure]);
}
