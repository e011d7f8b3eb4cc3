"use client";

import { lazy, Suspense, useMemo, useState, type ReactNode } from "react";
import { useConversationRow, type ConversationKey } from "@/lib/client/hooks/use-conversation";
import { useMarks } from "@/components/context/use-marks";
import type { SidePanelState } from "@/components/context/use-side-panel";
import type { MarkedEntry, MemoryActions } from "./message-actions";

const MessageMenu = lazy(() => import("./message-menu"));
const RememberPopover = lazy(() => import("./remember-popover"));
const DeleteExchange = lazy(() => import("./delete-exchange"));

type Opened = {
  what: "menu" | "remember" | "delete";
  entry: MarkedEntry;
  anchor: HTMLElement;
  byKeyboard: boolean;
};

/** What rows may ask for about their place in calls and in memory, and what one of them has opened. */
export function useMemoryActions(
  chat: ConversationKey,
  open: SidePanelState["open"],
): { actions: MemoryActions; menu: ReactNode } {
  const mark = useMarks(chat);
  const [shown, setShown] = useState<Opened | null>(null);
  const actions = useMemo<MemoryActions>(
    () => ({
      pin(entry) {
        const tokens = entry.tokenCount ?? 0;
        mark([entry], { pinned: !entry.pinned }, entry.pinned ? -tokens : tokens);
      },
      menu: (entry, anchor, byKeyboard) => setShown({ what: "menu", entry, anchor, byKeyboard }),
      receipt(entry) {
        if (entry.turnId) open({ kind: "receipt", turnId: entry.turnId });
      },
    }),
    [mark, open],
  );
  const menu = shown && (
    <Suspense fallback={null}>
      <Shown chat={chat} mark={mark} shown={shown} onShow={setShown} />
    </Suspense>
  );
  return { actions, menu };
}

type ShownProps = {
  chat: ConversationKey;
  mark: ReturnType<typeof useMarks>;
  shown: Opened;
  onShow: (shown: Opened | null | ((before: Opened | null) => Opened | null)) => void;
};

function Shown({ chat, mark, shown, onShow }: ShownProps) {
  const temporary = useConversationRow(chat)?.temporary ?? false;
  const { what, ...of } = shown;
  const close = () => onShow(null);
  switch (what) {
    case "menu":
      return (
        <MessageMenu
          chat={chat}
          mark={mark}
          {...of}
          onRemember={temporary ? null : () => onShow({ ...shown, what: "remember" })}
          onDelete={() => onShow({ ...shown, what: "delete" })}
          // What an item has opened in its place stays.
          onClose={() => onShow((before) => (before?.what === "menu" ? null : before))}
        />
      );
    case "remember":
      return <RememberPopover entry={of.entry} anchor={of.anchor} onClose={close} />;
    case "delete":
      return <DeleteExchange chat={chat} entry={of.entry} returnTo={of.anchor} onClose={close} />;
    default:
      return what satisfies never;
  }
}
