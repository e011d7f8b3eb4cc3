"use client";

import { useStore } from "zustand/react";
import type { Profile } from "@/types/chat";
import type { ProfilePatch } from "../api-client";
import { useWorkspace } from "./workspace-context";

/** The signed-in user's settings; `save` throws ApiFailure. */
export function useProfile(): { profile: Profile; save: (patch: ProfilePatch) => Promise<void> } {
  const workspace = useWorkspace();
  return { profile: useStore(workspace.profile), save: workspace.saveProfile };
}
