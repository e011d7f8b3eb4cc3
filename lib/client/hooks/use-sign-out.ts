"use client";

import { useCallback } from "react";
import { useAuth } from "./config-context";
import { useWorkspace } from "./workspace-context";

/** Signs out and takes this user's drafts and unsent messages off the device. Throws AuthFailure. */
export function useSignOut(): () => Promise<void> {
  const auth = useAuth();
  const { forgetDevice, suspend } = useWorkspace();
  return useCallback(async () => {
    // Live sync, the list and the meters would go on asking without a session.
    const resume = suspend();
    try {
      await auth.signOut();
    } catch (thrown) {
      resume();
      throw thrown;
    }
    forgetDevice();
  }, [auth, forgetDevice, suspend]);
}
