"use client";

import Link from "next/link";
import { useState, type SubmitEvent } from "react";
import { useAuth, useConfig } from "@/lib/client/hooks/config-context";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { CheckMail } from "./check-mail";
import { BIG_INPUT } from "./sign-in-form";
import { useAuthAction } from "./use-auth-action";

/** Asks for the link that lets a new password be chosen; where no mail is sent it says so. */
export function ForgotForm() {
  const auth = useAuth();
  const { hosted } = useConfig();
  const [email, setEmail] = useState("");
  const { busy, failure, mailTo, run, reset } = useAuthAction();
  if (!hosted) return <NoMail />;
  if (mailTo !== null) return <CheckMail email={mailTo} onBack={reset} />;
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    void run("send", () => auth.sendReset(email));
  };
  return (
    <form onSubmit={submitted} className="mt-4 grid gap-4">
      <TextField
        label="Email"
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        className={BIG_INPUT}
        error={failure}
      />
      <Button type="submit" look="primary" size="lg" busy={busy !== null} disabled={busy !== null}>
        Send the link
      </Button>
      <BackToSignIn />
    </form>
  );
}

function NoMail() {
  return (
    <div className="mt-4 grid gap-4">
      <p>This installation sends no mail, so a password cannot be replaced by a link.</p>
      <BackToSignIn />
    </div>
  );
}

function BackToSignIn() {
  return (
    <Link href="/sign-in" className="justify-self-start text-sm text-link">
      Back to sign in
    </Link>
  );
}

/** Chooses a new password; the link in the mail has already signed in. */
export function NewPasswordForm() {
  const auth = useAuth();
  const [password, setPassword] = useState("");
  const { busy, failure, run } = useAuthAction();
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    void run("save", async () => {
      await auth.updatePassword(password);
      return { status: "signed_in" };
    });
  };
  return (
    <form onSubmit={submitted} className="mt-4 grid gap-4">
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        required
        hint="At least 10 characters."
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        className={BIG_INPUT}
        error={failure}
      />
      <Button type="submit" look="primary" size="lg" busy={busy !== null} disabled={busy !== null}>
        Save and go on
      </Button>
    </form>
  );
}
