"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import type { ConversationKey } from "@/lib/client/hooks/use-conversation";
import type { TurnId } from "@/types/ids";

export type InspectorTab = "contents" | "left-out" | "budget";

export type OpenPanel =
  { kind: "inspector"; tab: InspectorTab } | { kind: "receipt"; turnId: TurnId } | { kind: "summary" };

export type SidePanelState = {
  panel: OpenPanel | null;
  /** A stable function: rows may hold it. */
  open: (panel: OpenPanel) => void;
  /** Gives the focus back to what opened the panel. */
  close: () => void;
};

/** Which panel stands beside the transcript. The inspector stays open from one conversation to the next. */
export function useSidePanel(chat: ConversationKey): SidePanelState {
  const [panel, setPanel] = useState<OpenPanel | null>(null);
  const [shownFor, setShownFor] = useState(chat);
  const opener = useRef<HTMLElement | null>(null);
  if (shownFor !== chat) {
    setShownFor(chat);
    if (panel && panel.kind !== "inspector") setPanel(null);
  }
  const open = useCallback((next: OpenPanel) => {
    const active = document.activeElement;
    // One panel that leads to another closes back to where the first was opened.
    if (active instanceof HTMLElement && !active.closest("[data-side-panel]")) opener.current = active;
    setPanel(next);
  }, []);
  const close = useCallback(() => {
    setPanel(null);
    // The page is inert behind a sheet until React has closed it.
    requestAnimationFrame(() => opener.current?.focus());
  }, []);
  return useMemo(() => ({ panel, open, close }), [panel, open, close]);
}
