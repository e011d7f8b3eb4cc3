"use client";

import { useHeld } from "@/lib/client/hooks/use-held";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import { exchangeOf } from "@/lib/domain/sync/gone-messages";
import { Derived } from "@/components/memory/derived";
import { sayForgotten } from "@/components/memory/say-forgotten";
import { useDerived } from "@/components/memory/use-derived";
import { useOpenReceipt } from "@/components/memory/use-open-receipt";
import ConfirmDialog from "@/components/ui/confirm-dialog";
import type { MarkedEntry } from "./message-actions";

type DeleteExchangeProps = {
  chat: ConversationKey;
  entry: MarkedEntry;
  onClose: () => void;
  returnTo: HTMLElement;
};

/** Asks before what was said and every reply to it go for good. Loaded with the first one. */
export default function DeleteExchange({ chat, entry, onClose, returnTo }: DeleteExchangeProps) {
  const { api, memories } = useWorkspace();
  const { conversation } = useHeld(chat);
  const openReceipt = useOpenReceipt();
  const derived = useDerived({ messageId: entry.id });
  const go = async () => {
    const ids = exchangeOf(conversation.store.getState().chat, entry.id);
    const receipt = await api.forget({ messageId: entry.id }, derived.keep);
    conversation.apply({ type: "messages_deleted", ids });
    memories.deleted(receipt);
    sayForgotten(receipt, () => openReceipt(receipt));
  };
  return (
    <ConfirmDialog
      title="Delete this exchange?"
      keepLabel="Keep"
      goLabel="Delete"
      onGo={go}
      onClose={onClose}
      returnTo={returnTo}
      details={<Derived {...derived} />}
    >
      What you said and the replies to it go now and cannot be brought back.
    </ConfirmDialog>
  );
}
