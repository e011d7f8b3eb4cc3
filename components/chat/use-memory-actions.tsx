"use client";

import { lazy, Suspense, useMemo, useState, type ReactNode } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useMarks } from "@/components/context/use-marks";
import type { SidePanelState } from "@/components/context/use-side-panel";
import type { MarkedEntry, MemoryActions } from "./message-actions";

const MessageMenu = lazy(() => import("./message-menu"));

type OpenMenu = { entry: MarkedEntry; anchor: HTMLElement; byKeyboard: boolean };

/** What rows may ask for about their place in calls, and the menu that one of them has opened. */
export function useMemoryActions(
  chat: ConversationKey,
  open: SidePanelState["open"],
): { actions: MemoryActions; menu: ReactNode } {
  const mark = useMarks(chat);
  const [shown, setShown] = useState<OpenMenu | null>(null);
  const actions = useMemo<MemoryActions>(
    () => ({
      pin(entry) {
        const tokens = entry.tokenCount ?? 0;
        mark([entry], { pinned: !entry.pinned }, entry.pinned ? -tokens : tokens);
      },
      menu: (entry, anchor, byKeyboard) => setShown({ entry, anchor, byKeyboard }),
      receipt(entry) {
        if (entry.turnId) open({ kind: "receipt", turnId: entry.turnId });
      },
    }),
    [mark, open],
  );
  const menu = shown && (
    <Suspense fallback={null}>
      <MessageMenu chat={chat} mark={mark} {...shown} onClose={() => setShown(null)} />
    </Suspense>
  );
  return { actions, menu };
}
