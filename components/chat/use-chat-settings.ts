"use client";

import { useCallback, useMemo } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import { newId } from "@/lib/client/new-id";
import { reserveFor } from "@/lib/domain/context/context-budget";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import type { Conversation } from "@/types/chat";
import type { ConversationId } from "@/types/ids";
import { chatAddress } from "@/components/shell/chat-address";
import { replaceAddress } from "@/components/shell/use-open-chat";
import type { ChatModel } from "./use-chat-model";

export type SettingsPatch = { model?: string | null; maxTokens?: number; replyReserve?: number | null };

export type ChatSettings = {
  model: string | null;
  maxTokens: number;
  /** null: chosen for you. */
  replyReserve: number | null;
  /** The reserve in force; null while the model is not known. */
  reserve: { replyReserve: number; thinkingAllowance: number } | null;
  /** Throws ApiFailure. */
  save: (patch: SettingsPatch) => Promise<void>;
};

/** As for a conversation that has no row yet; the server's own default may differ until the first count is in. */
const DEFAULT_BUDGET = 8_000;

/** What a conversation decides for itself. A new one comes into being with its first setting, and keeps the draft. */
export function useChatSettings(
  key: ConversationKey,
  row: Conversation | null,
  meter: Meter | null,
  { info }: ChatModel,
): ChatSettings {
  const { api, list, drafts } = useWorkspace();
  const save = useCallback(
    async (patch: SettingsPatch) => {
      if (key !== "new") return list.patch(key, patch);
      const id = newId<ConversationId>();
      const { conversation } = await api.createConversation({ id, ...patch });
      list.apply({ type: "upsert", conversation, open: true });
      drafts.move("new", id);
      replaceAddress(chatAddress(id));
    },
    [key, api, list, drafts],
  );
  return useMemo(() => {
    const maxTokens = row?.maxTokens ?? meter?.budget ?? DEFAULT_BUDGET;
    const replyReserve = row?.replyReserve ?? null;
    const reserve = info ? reserveFor({ replyReserve, maxTokens, info }) : null;
    return { model: row?.model ?? null, maxTokens, replyReserve, reserve, save };
  }, [row, meter?.budget, info, save]);
}
