"use client";

import { usePathname } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { usePanel } from "@/lib/client/hooks/use-panel";
import { classNames } from "@/components/ui/class-names";
import { Notices } from "@/components/ui/notices";
import { Sidebar } from "@/components/sidebar/sidebar";
import { SidebarControlContext } from "./sidebar-control";
import { StatusStrips } from "./status-strips";
import { useNarrow } from "./use-narrow";
import { useNewChatKey } from "./use-new-chat-key";
import { useOpenChat } from "./use-open-chat";

/** The frame of every signed-in page. The sidebar stays where it is while pages change beside it. */
export function WorkspaceShell({ children }: { children: ReactNode }) {
  const narrow = useNarrow();
  const [beside, setBeside] = usePanel("sidebar", true);
  const drawer = useDrawer(narrow);
  const openChat = useOpenChat();
  const { close } = drawer;
  const newChat = useCallback(() => {
    close(null);
    openChat("/new");
  }, [close, openChat]);
  useNewChatKey(newChat);

  const control = useMemo(
    () => ({ hidden: !beside, show: () => (narrow ? drawer.open() : setBeside(true)), newChat }),
    [beside, narrow, drawer, setBeside, newChat],
  );
  return (
    <SidebarControlContext value={control}>
      <div
        className={classNames(
          "grid h-dvh max-lg:grid-cols-[minmax(0,1fr)]",
          beside ? "grid-cols-[264px_minmax(0,1fr)]" : "grid-cols-[minmax(0,1fr)]",
        )}
      >
        <aside
          ref={drawer.panel}
          aria-label="Sidebar"
          {...(drawer.isOpen ? { role: "dialog", "aria-modal": true } : {})}
          className={classNames(
            "flex min-h-0 flex-col border-r border-line bg-panel",
            "max-lg:fixed max-lg:inset-y-0 max-lg:left-0 max-lg:z-40 max-lg:w-[min(320px,86vw)] max-lg:shadow-3",
            drawer.isOpen ? "max-lg:animate-[slide-in_var(--tl-slow)_var(--tl-ease)]" : "max-lg:hidden",
            !beside && "lg:hidden",
          )}
        >
          <Sidebar
            drawer={narrow}
            onNewChat={newChat}
            onLeave={() => drawer.close(null)}
            onHide={() => (narrow ? drawer.close("opener") : setBeside(false))}
          />
        </aside>
        {drawer.isOpen && (
          <div
            aria-hidden
            className="fixed inset-0 z-35 bg-scrim lg:hidden"
            onClick={() => drawer.close("opener")}
          />
        )}
        <div inert={drawer.isOpen} className="relative flex h-dvh min-h-0 min-w-0 flex-col">
          <StatusStrips />
          {children}
        </div>
      </div>
      <Notices />
    </SidebarControlContext>
  );
}

/** The sidebar below 1,024 px: takes the focus, gives it back, and closes with Esc or when the page changes. */
function useDrawer(narrow: boolean) {
  const [wanted, setWanted] = useState(false);
  const panel = useRef<HTMLElement>(null);
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
  }, [isOpen, close]);

  return useMemo(() => ({ isOpen, open, close, panel }), [isOpen, open, close]);
}
