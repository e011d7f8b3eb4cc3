"use client";

import { useCallback } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useHeld } from "@/lib/client/hooks/use-held";
import { useWorkspace } from "@/lib/client/hooks/workspace-context";
import type { RecalledFacts } from "@/types/recall";
import { notify } from "@/components/ui/notify";
import { signed } from "./price";

export type RecallMark = RecalledFacts["mark"];
export type MarkRecalled = (of: RecalledFacts, mark: RecallMark, price: number) => void;

/** Drops one thing from what a conversation recalls, or keeps it in; has the next call counted, and offers to undo it. */
export function useRecallMarks(chat: ConversationKey): MarkRecalled {
  const { api } = useWorkspace();
  const held = useHeld(chat);
  return useCallback(
    (of, mark, price) => {
      const { key, meter } = held;
      if (key === "new") return;
      const send = async (wish: RecallMark) => {
        await api.markRecalled(key, of, wish);
        meter.ask();
      };
      const undo = () => {
        send(of.mark).catch((thrown: unknown) => refused("Not undone", thrown));
      };
      send(mark)
        .then(() => notify({ text: noticeOf(of.mark, mark, price), action: { label: "Undo", run: undo } }))
        .catch((thrown: unknown) => refused("Not changed", thrown));
    },
    [api, held],
  );
}

function noticeOf(before: RecallMark, mark: RecallMark, price: number): string {
  if (mark === "pin") return `Kept in this conversation: ${signed(price)} tokens each turn.`;
  if (mark === "drop") return "Dropped from this conversation. It stays where it was said.";
  return before === "drop" ? "Recalled again where it is relevant." : "Recalled only where it is relevant.";
}

function refused(what: string, thrown: unknown): void {
  notify({ text: `${what}. ${thrown instanceof Error ? thrown.message : "Nothing was changed."}` });
}
