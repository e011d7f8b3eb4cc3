"use client";

import { createContext, use, useEffect, useState, type ReactNode } from "react";
import type { ConversationPage } from "@/types/api";
import type { Profile } from "@/types/chat";
import { deviceStore, tabStore } from "../browser-storage";
import { loadSupabase } from "../supabase-browser";
import { createWorkspace, type Workspace } from "../workspace/create-workspace";
import { useAuth, useConfig } from "./config-context";

const WorkspaceContext = createContext<Workspace | null>(null);

type Props = {
  profile: Profile;
  /** What the server has read already. */
  initial?: { list?: ConversationPage };
  children: ReactNode;
};

/** Holds the signed-in user's stores. Give it the profile's id as key: another user must start from nothing. */
export function WorkspaceProvider({ profile, initial, children }: Props) {
  const config = useConfig();
  const auth = useAuth();
  const [workspace] = useState(() =>
    createWorkspace({
      profile,
      initialList: initial?.list ?? null,
      baseUrl: "",
      loadSupabase: async () => {
        await idle();
        return loadSupabase(config);
      },
      refreshSession: () => auth.refresh(),
      device: deviceStore,
      tabStore,
    }),
  );
  useEffect(() => workspace.start(), [workspace]);
  return <WorkspaceProviderOf workspace={workspace}>{children}</WorkspaceProviderOf>;
}

/** The same for a workspace that was made elsewhere. */
export function WorkspaceProviderOf({ workspace, children }: { workspace: Workspace; children: ReactNode }) {
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}

export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (!workspace) throw new Error("WorkspaceProvider is missing above this component.");
  return workspace;
}

/** Supabase's scripts wait until the page can be typed into. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) window.requestIdleCallback(() => resolve(), { timeout: 1_000 });
    else setTimeout(resolve, 50);
  });
}
