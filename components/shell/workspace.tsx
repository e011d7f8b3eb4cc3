"use client";

import { useEffect, type ReactNode } from "react";
import { WorkspaceProvider } from "@/lib/client/hooks/workspace-context";
import { useProfile } from "@/lib/client/hooks/use-profile";
import { useSignedOut } from "@/lib/client/hooks/use-signed-out";
import type { Profile } from "@/types/chat";
import { loadPage } from "./load-page";
import { applyTheme } from "./theme-cookie";
import { WorkspaceShell } from "./workspace-shell";

/** Everything of one signed-in user; another user gets another one. */
export function Workspace({ profile, children }: { profile: Profile; children: ReactNode }) {
  return (
    <WorkspaceProvider key={profile.id} profile={profile}>
      <FollowsAccount />
      <WorkspaceShell>{children}</WorkspaceShell>
    </WorkspaceProvider>
  );
}

/** The theme chosen on another device, and a session that has ended. */
function FollowsAccount() {
  const { theme } = useProfile().profile;
  const signedOut = useSignedOut();
  useEffect(() => applyTheme(theme), [theme]);
  useEffect(() => {
    if (signedOut) loadPage("/sign-in");
  }, [signedOut]);
  return null;
}
