"use client";

import { useCallback } from "react";
import { useAuth } from "./config-context";
import { useWorkspace } from "./workspace-context";

/** Signs out and takes this user's drafts and unsent messages off the device. Throws AuthFailure. */
export function useSignOut(): () => Promise<void> {
  const auth = useAuth();
  const { forgetDevice } = useWorkspace();
  return useCallback(async () => {
    await auth.signOut();
    forgetDevice();
  }, [auth, forgetDevice]);
}
