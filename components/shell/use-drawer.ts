"use client";

import { usePathname } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";

type Drawer = {
  isOpen: boolean;
  open: () => void;
  /** `opener` takes the focus back to what opened it. */
  close: (focus: "opener" | null) => void;
};

/** The sidebar below 1,024 px: takes the focus, gives it back, and closes with Esc or when the page changes. */
export function useDrawer(narrow: boolean, panel: RefObject<HTMLElement | null>): Drawer {
  const [wanted, setWanted] = useState(false);
  const opener = useRef<HTMLElement | null>(null);
  const pathname = usePathname();
  const [shownFor, setShownFor] = useState(pathname);
  if (shownFor !== pathname) {
    setShownFor(pathname);
    setWanted(false);
  }
  const isOpen = wanted && narrow;

  const open = useCallback(() => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setWanted(true);
  }, []);
  const close = useCallback((focus: "opener" | null) => {
    setWanted(false);
    // The rest of the page is inert until React has closed the drawer.
    if (focus) requestAnimationFrame(() => opener.current?.focus());
  }, []);

  useEffect(() => {
    if (!isOpen) return;
    panel.current?.querySelector<HTMLElement>("button, a")?.focus();
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) close("opener");
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [isOpen, close, panel]);

  return useMemo(() => ({ isOpen, open, close }), [isOpen, open, close]);
}
