"use client";

import { useMemo } from "react";
import { useStore } from "zustand/react";
import { deriveMeter, type Meter } from "@/lib/domain/meter/derive-meter";
import type { ApiFailure } from "../api-failure";
import type { ConversationKey } from "../stores/conversation-store";
import { useDraft } from "./use-draft";
import { useHeld } from "./use-held";

export type MeterState = {
  /** null before the first count. */
  meter: Meter | null;
  /** A newer count is on its way. */
  counting: boolean;
  /** Why the last count did not work; the meter then shows the one before. */
  failure: ApiFailure | null;
  /** When the shown numbers were counted, in milliseconds. */
  countedAt: number | null;
};

/** What the next call would hold, the draft included; while a reply is written, how much of its reserve is used. */
export function useMeter(key: ConversationKey): MeterState {
  const { conversation, meter } = useHeld(key);
  const { report, counting, failure, countedAt, justWritten } = useStore(meter.store);
  const written = useStore(conversation.store, ({ chat, running }) => {
    const text = running ? chat.texts.get(running.replyId) : undefined;
    return text ? text.tokens + text.thinkingTokens : 0;
  });
  const [draft] = useDraft(key);
  const emptied = draft === "";
  return useMemo(() => {
    // An emptied draft costs nothing at once; any other is what the server last counted.
    const shown = report ? deriveMeter(report, written || justWritten, emptied ? 0 : null) : null;
    return { meter: shown, counting, failure, countedAt };
  }, [report, written, justWritten, emptied, counting, failure, countedAt]);
}
