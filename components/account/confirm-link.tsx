"use client";

import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { useConfig } from "@/lib/client/hooks/config-context";
import { toAuthFailure } from "@/lib/client/auth-messages";
import { loadSupabase } from "@/lib/client/supabase-browser";
import type { RuntimeConfig } from "@/types/runtime-config";
import { localPath } from "./local-path";

/** Finishes what a link from the mail began, then goes on. A link works once. */
export function ConfirmLink() {
  const config = useConfig();
  const [failure, setFailure] = useState<string | null>(null);
  const begun = useRef(false);
  useEffect(() => {
    // A second run would use up the link's single use.
    if (begun.current) return;
    begun.current = true;
    const query = new URLSearchParams(window.location.search);
    confirm(config, query)
      .then(() => window.location.replace(localPath(query.get("next"))))
      .catch((thrown: unknown) => setFailure(toAuthFailure(thrown).message));
  }, [config]);
  if (!failure) {
    return (
      <p role="status" className="late mt-4 text-sm text-ink-3">
        One moment
      </p>
    );
  }
  return (
    <div className="mt-4 grid gap-3">
      <p role="alert" className="text-danger">
        {failure}
      </p>
      <Link href="/sign-in" className="text-sm text-link">
        Back to sign in
      </Link>
    </div>
  );
}

async function confirm(config: RuntimeConfig, query: URLSearchParams): Promise<void> {
  const { auth } = await loadSupabase(config);
  const token = query.get("token_hash");
  if (token !== null) {
    const { error } = await auth.verifyOtp({
      token_hash: token,
      type: query.get("type") ?? "email",
    });
    if (error) throw error;
    return;
  }
  // A link with a code has been taken in while the client was made; it answers once that is done.
  const { data, error } = await auth.getSession();
  if (error) throw error;
  if (!data.session) throw Object.assign(new Error("no session"), { code: "otp_expired" });
}
