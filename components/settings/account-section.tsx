"use client";

import { lazy, Suspense, useState } from "react";
import { useProfile } from "@/lib/client/hooks/use-profile";
import { useSignOut } from "@/lib/client/hooks/use-sign-out";
import { Button } from "@/components/ui/button";
import { GuestUpgrade } from "./guest-upgrade";
import { loadPage } from "@/components/shell/load-page";
import { Section } from "./section";

const ConfirmDialog = lazy(() => import("@/components/ui/confirm-dialog"));

/** Who is signed in, and how to leave. A guest can become an account, and is warned before leaving. */
export function AccountSection() {
  const { profile } = useProfile();
  const signOut = useSignOut();
  const [asked, setAsked] = useState<HTMLElement | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const leave = async () => {
    await signOut();
    loadPage("/sign-in");
  };
  const pressed = async (button: HTMLElement) => {
    if (profile.isGuest) {
      setAsked(button);
      return;
    }
    setBusy(true);
    try {
      await leave();
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "That did not work. You are still signed in.");
      setBusy(false);
    }
  };
  return (
    <Section id="account" title="Account">
      <p className="text-ink-2">
        {profile.isGuest
          ? "You are a guest: this browser is the account."
          : `Signed in as ${profile.email ?? "you"}.`}
      </p>
      {profile.isGuest && <GuestUpgrade />}
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <Button busy={busy} onClick={(event) => void pressed(event.currentTarget)}>
          Sign out
        </Button>
        {failure && (
          <span role="alert" className="text-sm text-danger">
            {failure}
          </span>
        )}
      </div>
      {asked && (
        <Suspense fallback={null}>
          <ConfirmDialog
            title="Sign out as a guest?"
            keepLabel="Keep"
            goLabel="Sign out and lose everything"
            returnTo={asked}
            onGo={leave}
            onClose={() => setAsked(null)}
          >
            A guest has no way back in. Every conversation on this device goes now and cannot be brought back.
            Adding an email first keeps them.
          </ConfirmDialog>
        </Suspense>
      )}
    </Section>
  );
}
