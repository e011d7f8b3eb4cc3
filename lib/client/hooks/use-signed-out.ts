"use client";

import { useStore } from "zustand/react";
import { useWorkspace } from "./workspace-context";

/** True once the session is gone for good: signed out or somebody else, in any tab. */
export function useSignedOut(): boolean {
  return useStore(useWorkspace().signedOut);
}
