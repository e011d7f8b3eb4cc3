"use client";

import { useState } from "react";
import { loadPage } from "@/components/shell/load-page";
import type { AuthOutcome } from "@/lib/client/auth";

export type AuthAction = {
  /** Which action is under way. */
  busy: string | null;
  failure: string | null;
  /** An address a link was sent to; opening it finishes the work. */
  mailTo: string | null;
  run: (name: string, work: () => Promise<AuthOutcome>) => Promise<void>;
  reset: () => void;
};

/** Runs one thing about the account at a time. Signed in, it loads the app anew, so that the server sees the session. */
export function useAuthAction(after: string = "/"): AuthAction {
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [mailTo, setMailTo] = useState<string | null>(null);
  const run = async (name: string, work: () => Promise<AuthOutcome>) => {
    setBusy(name);
    setFailure(null);
    try {
      const outcome = await work();
      if (outcome.status === "signed_in") {
        loadPage(after);
        return;
      }
      setMailTo(outcome.email);
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "That did not work. Nothing was changed.");
    }
    setBusy(null);
  };
  return { busy, failure, mailTo, run, reset: () => setMailTo(null) };
}
