"use client";

import { useCallback } from "react";
import { useStore } from "zustand/react";
import { useWorkspace } from "./workspace-context";

/** Whether a panel is open, remembered on this device. */
export function usePanel(name: string, initial: boolean): [open: boolean, setOpen: (open: boolean) => void] {
  const { drafts } = useWorkspace();
  const open = useStore(drafts.store, (state) => state.panels[name] ?? initial);
  const setOpen = useCallback((next: boolean) => drafts.setPanel(name, next), [drafts, name]);
  return [open, setOpen];
}
