"use client";

import { useEffect } from "react";
import { useAuth } from "@/lib/client/hooks/config-context";
import { loadPage } from "@/components/shell/load-page";

/** Signs this device out and goes on to the sign-in page. */
export function EndSession() {
  const auth = useAuth();
  useEffect(() => {
    const leave = () => loadPage("/sign-in");
    // A session nobody knows any more cannot be signed out in order; leaving is all there is to do.
    auth.signOut().then(leave, leave);
  }, [auth]);
  return null;
}
