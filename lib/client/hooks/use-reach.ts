"use client";

import { useStore } from "zustand/react";
import type { ReachState } from "../reach";
import { useWorkspace } from "./workspace-context";

/** Whether the server can be reached. */
export function useReach(): ReachState {
  return useStore(useWorkspace().reach.state);
}
