"use client";

import { useStore } from "zustand/react";
import type { LiveStatus } from "../realtime/live-sync";
import { useWorkspace } from "./workspace-context";

/** Whether other tabs' and devices' changes arrive by themselves. "lost" deserves a banner; it heals alone. */
export function useLiveStatus(): LiveStatus {
  return useStore(useWorkspace().live.status);
}
