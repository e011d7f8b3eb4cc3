"use client";

import { Laptop } from "lucide-react";
import { useGuestOffer } from "@/lib/client/hooks/use-guest-offer";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { notify } from "@/components/ui/notify";

/** After signing in from a guest session: its conversations can come along. */
export function GuestOfferStrip() {
  const { offered, busy, failure, bring, dismiss } = useGuestOffer();
  if (!offered) return null;
  const take = async () => {
    try {
      const count = await bring();
      notify({
        text:
          count === 1
            ? "1 conversation came along."
            : `${count.toLocaleString("en")} conversations came along.`,
      });
    } catch {
      // The offer stays, with its reason.
    }
  };
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2.5 border-b border-line bg-sunken px-3.5 py-[9px] text-sm"
    >
      <Icon of={Laptop} className="text-ink-3" />
      <span className="min-w-[12rem] flex-1">
        {failure
          ? failure.message
          : "You were a guest on this device. Its conversations can join this account."}
      </span>
      <Button size="sm" busy={busy} onClick={() => void take()}>
        Bring them along
      </Button>
      <Button size="sm" look="ghost" onClick={dismiss}>
        Leave them
      </Button>
    </div>
  );
}
