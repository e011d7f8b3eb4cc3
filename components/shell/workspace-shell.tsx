"use client";

import { useCallback, useMemo, useRef, type ReactNode } from "react";
import { usePanel } from "@/lib/client/hooks/use-panel";
import { classNames } from "@/components/ui/class-names";
import { Notices } from "@/components/ui/notices";
import { PaletteKey } from "@/components/search/palette-key";
import { Sidebar } from "@/components/sidebar/sidebar";
import { SidebarControlContext } from "./sidebar-control";
import { StatusStrips } from "./status-strips";
import { useDrawer } from "./use-drawer";
import { useNarrow } from "./use-narrow";
import { useNewChatKey } from "./use-new-chat-key";
import { useOpenChat } from "./use-open-chat";

/** The frame of every signed-in page. The sidebar stays where it is while pages change beside it. */
export function WorkspaceShell({ children }: { children: ReactNode }) {
  const narrow = useNarrow();
  const [beside, setBeside] = usePanel("sidebar", true);
  const panel = useRef<HTMLDivElement>(null);
  const drawer = useDrawer(narrow, panel);
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
        data-frame="page"
        className={classNames(
          "grid h-dvh max-lg:grid-cols-[minmax(0,1fr)]",
          beside ? "grid-cols-[264px_minmax(0,1fr)]" : "grid-cols-[minmax(0,1fr)]",
        )}
      >
        <div
          ref={panel}
          aria-label="Sidebar"
          role={drawer.isOpen ? "dialog" : "complementary"}
          aria-modal={drawer.isOpen || undefined}
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
        </div>
        {drawer.isOpen && <Scrim onPress={() => drawer.close("opener")} />}
        <div inert={drawer.isOpen} className="relative flex h-dvh min-h-0 min-w-0 flex-col">
          <StatusStrips />
          {children}
        </div>
      </div>
      <Notices />
      <PaletteKey onNewChat={newChat} />
    </SidebarControlContext>
  );
}

function Scrim({ onPress }: { onPress: () => void }) {
  return <div aria-hidden className="fixed inset-0 z-35 bg-scrim lg:hidden" onClick={onPress} />;
}
