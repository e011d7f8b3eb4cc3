"use client";

import { createContext, useContext } from "react";
import { ShowSidebar } from "@/components/chat/chat-header";

type SidebarControl = { hidden: boolean; show: () => void; newChat: () => void };

export const SidebarControlContext = createContext<SidebarControl | null>(null);

export function useSidebarControl(): SidebarControl {
  const control = useContext(SidebarControlContext);
  if (!control) throw new Error("A page of the workspace was drawn outside of it.");
  return control;
}

/** The buttons that bring the sidebar back: one for the drawer, one for a sidebar that was folded away. */
export function SidebarButtons() {
  const { hidden, show } = useSidebarControl();
  return (
    <>
      <ShowSidebar narrow onClick={show} />
      {hidden && <ShowSidebar narrow={false} onClick={show} />}
    </>
  );
}
