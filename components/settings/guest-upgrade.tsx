"use client";

import Link from "next/link";
import { useState, type SubmitEvent } from "react";
import { useAuth } from "@/lib/client/hooks/config-context";
import { CheckMail } from "@/components/account/check-mail";
import { useAuthAction } from "@/components/account/use-auth-action";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";

/** A guest becomes an account and keeps everything. */
export function GuestUpgrade() {
  const auth = useAuth();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { busy, failure, mailTo, run, reset } = useAuthAction("/settings");
  if (mailTo !== null) return <CheckMail email={mailTo} onBack={reset} />;
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    void run("create", () => auth.createAccount(email, password));
  };
  return (
    <form onSubmit={submitted} className="mt-4 grid max-w-[344px] gap-4">
      <p className="text-sm text-ink-3">
        With an email and a password the conversations stay yours on every device. Nothing moves and nothing
        is lost.
      </p>
      <TextField
        label="Email"
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        required
        hint="At least 10 characters."
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={failure}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" busy={busy !== null} disabled={busy !== null}>
          Create account
        </Button>
        <Link href="/sign-in" className="text-sm text-link">
          Sign in to one you have
        </Link>
      </div>
    </form>
  );
}
