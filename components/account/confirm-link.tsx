"use client";

import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { useConfig } from "@/lib/client/hooks/config-context";
import { AuthFailure, toAuthFailure } from "@/lib/client/auth-messages";
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
  // Read before the client is made: it takes what it knows out of the address, and an older session hides the rest.
  refuseFailedLink(query);
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
  // The client takes a code that worked out of the address. Where one is left, the session is an older one.
  if (new URLSearchParams(window.location.search).has("code")) {
    throw new AuthFailure("flow_state_not_found", OTHER_BROWSER);
  }
  if (!data.session) throw Object.assign(new Error("no session"), { code: "otp_expired" });
}

const OTHER_BROWSER =
  "This link was used already, or was asked for in another browser. Open it there, or ask for a new one here.";
const NOT_TAKEN = "This link did not work. Ask for a new one.";

/**
 * Throws AuthFailure where the mail's link led to a refusal, which Supabase Auth writes into the query or the hash.
 * Its own description is not shown: anyone could write one into a link.
 */
function refuseFailedLink(query: URLSearchParams): void {
  const hash = new URLSearchParams(window.location.hash.replace(/^#/, ""));
  for (const told of [query, hash]) {
    const code = told.get("error_code") ?? told.get("error");
    if (code === null && !told.has("error_description")) continue;
    if (code === "otp_expired") throw toAuthFailure({ code });
    throw new AuthFailure(code ?? "unknown", NOT_TAKEN);
  }
}
