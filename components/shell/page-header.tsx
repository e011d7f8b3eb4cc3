"use client";

import { SquarePen } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { SidebarButtons, useSidebarControl } from "./sidebar-control";

/** On pages that are not a conversation: the sidebar's buttons, and a name where there is no sidebar. */
export function PageHeader({ name }: { name: string }) {
  const { newChat, hidden } = useSidebarControl();
  return (
    <div
      className={`flex h-[52px] shrink-0 items-center gap-1 border-b border-line pr-3 pl-3 max-sm:h-[54px] max-sm:px-1.5 ${hidden ? "" : "lg:hidden"}`}
    >
      <SidebarButtons />
      <span className="flex-1 truncate text-base font-semibold">{name}</span>
      <IconButton icon={SquarePen} label="New chat" onClick={newChat} className="lg:hidden" />
    </div>
  );
}
