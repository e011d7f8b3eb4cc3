"use client";

import { Laptop } from "lucide-react";
import Link from "next/link";
import { useState, type SubmitEvent } from "react";
import { useAuth, useConfig } from "@/lib/client/hooks/config-context";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { TextField } from "@/components/ui/text-field";
import { CheckMail } from "./check-mail";
import { useAuthAction, type AuthAction } from "./use-auth-action";

export const BIG_INPUT = "h-[42px] px-[11px] text-lead max-sm:h-[46px] max-sm:text-[1rem]";

type SignInFormProps = {
  /** Where to go on, on our own origin. */
  after: string;
};

/** Sign in, create an account, or go on without one. */
export function SignInForm({ after }: SignInFormProps) {
  const auth = useAuth();
  const { guests, hosted } = useConfig();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const action = useAuthAction(after);
  const { busy, failure, mailTo, run, reset } = action;
  if (mailTo !== null) return <CheckMail email={mailTo} onBack={reset} />;

  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    void run("sign-in", () => auth.signIn(email, password));
  };
  const incomplete = email.trim() === "" || password === "";
  return (
    <>
      <form onSubmit={submitted} className="mt-4 grid gap-4">
        <TextField
          label="Email"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          className={BIG_INPUT}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          className={BIG_INPUT}
          error={failure}
        />
        <div className="mt-1 grid grid-cols-2 gap-2">
          <Button type="submit" look="primary" size="lg" busy={busy === "sign-in"} disabled={busy !== null}>
            Sign in
          </Button>
          <Button
            size="lg"
            busy={busy === "create"}
            disabled={busy !== null}
            onClick={() => !incomplete && void run("create", () => auth.createAccount(email, password))}
          >
            Create account
          </Button>
        </div>
        {hosted && (
          <Link href="/auth/reset" className="justify-self-start text-sm text-link">
            Forgot password?
          </Link>
        )}
      </form>
      {guests && <GuestStart action={action} />}
    </>
  );
}

/** No account needed: this browser is it. */
function GuestStart({ action }: { action: AuthAction }) {
  const auth = useAuth();
  const { busy, run } = action;
  return (
    <>
      <div className="my-[22px] flex items-center gap-3 text-sm text-ink-3 before:flex-1 before:border-t before:border-line after:flex-1 after:border-t after:border-line">
        or
      </div>
      <Button
        size="lg"
        className="w-full"
        busy={busy === "guest"}
        disabled={busy !== null}
        onClick={() => void run("guest", () => auth.continueAsGuest())}
      >
        <Icon of={Laptop} />
        Continue on this device
      </Button>
      <p className="mt-1.5 text-meta text-ink-3">
        No email needed: this browser becomes the account, and goes after 30 days without a visit. Add an
        email later and keep everything.
      </p>
    </>
  );
}
