"use client";

import { useCallback, useMemo } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import { TEMPORARY_CHAT } from "@/lib/client/stores/drafts-store";
import { newId } from "@/lib/client/new-id";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import type { ConversationPatch } from "@/lib/client/api-client";
import type { Conversation } from "@/types/chat";
import type { MemoryStrategy } from "@/types/words";
import type { ConversationId } from "@/types/ids";
import { chatAddress } from "@/components/shell/chat-address";
import { replaceAddress } from "@/components/shell/use-open-chat";

export type SettingsPatch = Omit<ConversationPatch, "title">;

export type ChatSettings = {
  model: string | null;
  maxTokens: number;
  memoryStrategy: MemoryStrategy;
  /** null: as many messages as fit. */
  windowSize: number | null;
  summaryThreshold: number;
  /** null: chosen for you. */
  replyReserve: number | null;
  /** Past conversations are recalled in it; null in a temporary one, which recalls nothing. */
  recallPast: boolean | null;
  /** The reserve in force; null before the first count. */
  reserve: { replyReserve: number; thinkingAllowance: number } | null;
  /** Throws ApiFailure. */
  save: (patch: SettingsPatch) => Promise<void>;
};

/** As for a conversation that has no row yet; the server's own default may differ until the first count is in. */
const DEFAULT_BUDGET = 8_000;
const DEFAULT_THRESHOLD = 6_000;

/** What a conversation decides for itself. A new one comes into being with its first setting, and keeps the draft. */
export function useChatSettings(
  key: ConversationKey,
  row: Conversation | null,
  meter: Meter | null,
): ChatSettings {
  const { api, list, drafts } = useWorkspace();
  const save = useCallback(
    async (patch: SettingsPatch) => {
      if (key !== "new") return list.patch(key, patch);
      const id = newId<ConversationId>();
      const temporary = drafts.temporary() ? { temporary: true } : {};
      const { conversation } = await api.createConversation({ id, ...temporary, ...patch });
      drafts.setPanel(TEMPORARY_CHAT, false);
      list.apply({ type: "upsert", conversation, open: true });
      drafts.move("new", id);
      replaceAddress(chatAddress(id));
    },
    [key, api, list, drafts],
  );
  return useMemo(() => ({ ...storedSettings(row, meter), save }), [row, meter, save]);
}

function storedSettings(row: Conversation | null, meter: Meter | null): Omit<ChatSettings, "save"> {
  const reserve = meter && {
    replyReserve: meter.replyReserve,
    thinkingAllowance: meter.thinkingAllowance,
  };
  if (row) {
    const { model, maxTokens, memoryStrategy, windowSize, summaryThreshold, replyReserve } = row;
    const stored = { model, maxTokens, memoryStrategy, windowSize, summaryThreshold, replyReserve };
    return { ...stored, recallPast: recallsPast(row), reserve };
  }
  return {
    model: null,
    maxTokens: meter?.budget ?? DEFAULT_BUDGET,
    memoryStrategy: meter?.strategy ?? "hybrid",
    windowSize: null,
    summaryThreshold: meter?.uncovered?.threshold ?? DEFAULT_THRESHOLD,
    replyReserve: null,
    recallPast: true,
    reserve,
  };
}

function recallsPast({ temporary, recallPast }: Conversation): boolean | null {
  return temporary ? null : (recallPast ?? true);
}
