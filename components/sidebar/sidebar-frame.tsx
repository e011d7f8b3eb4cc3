"use client";

import { PanelLeft, Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { Brand } from "@/components/ui/brand";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { useModifierKey } from "@/components/shell/use-modifier-key";
import { SidebarSearch } from "./sidebar-search";

type SidebarFrameProps = {
  onNewChat: () => void;
  /** In the drawer it closes; beside the page it folds away. */
  drawer: boolean;
  onHide: () => void;
  /** Another page is about to show. */
  onLeave: () => void;
  /** The conversations and the foot. */
  children: ReactNode;
};

/** Mark, New chat, the conversations and the foot. */
export function SidebarFrame({ onNewChat, drawer, onHide, onLeave, children }: SidebarFrameProps) {
  const modifier = useModifierKey();
  return (
    <>
      <div className="flex h-[52px] shrink-0 items-center justify-between pr-2.5 pl-[18px]">
        <Brand />
        <IconButton
          icon={drawer ? X : PanelLeft}
          label={drawer ? "Close sidebar" : "Hide sidebar"}
          onClick={onHide}
        />
      </div>
      <div className="shrink-0 px-2.5 pt-0.5 pb-2">
        <button
          type="button"
          onClick={onNewChat}
          className="eased flex h-[34px] w-full items-center gap-2 rounded-md bg-raised px-2.5 text-sm font-medium inset-ring inset-ring-line-strong hover:bg-hover max-sm:h-[42px] max-sm:text-lead"
        >
          <Icon of={Plus} />
          New chat
          <kbd
            aria-hidden
            className="ml-auto rounded border border-line px-1 font-sans text-[0.6875rem] leading-4 font-medium text-ink-3 max-sm:hidden"
          >
            {modifier} J
          </kbd>
        </button>
        <SidebarSearch keys={`${modifier} K`} onLeave={onLeave} />
      </div>
      {children}
    </>
  );
}
