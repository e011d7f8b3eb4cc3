"use client";

import { RefreshCwOff, WifiOff } from "lucide-react";
import { useLiveStatus } from "@/lib/client/hooks/use-live-status";
import { useOutbox } from "@/lib/client/hooks/use-outbox";
import { useReach } from "@/lib/client/hooks/use-reach";
import { Strip } from "@/components/ui/strip";
import { GuestOfferStrip } from "./guest-offer-strip";

/** What concerns the whole app: no network, no server, no live sync. One at a time, the worst first. */
export function StatusStrips() {
  const reach = useReach();
  const live = useLiveStatus();
  const { waiting } = useOutbox();
  return (
    <>
      {reach === "offline" && (
        <Strip tone="warning" icon={WifiOff}>
          {offlineWords(waiting)}
        </Strip>
      )}
      {reach === "unreachable" && (
        <Strip tone="warning" icon={WifiOff}>
          {unreachableWords(waiting)}
        </Strip>
      )}
      {reach === "online" && live === "lost" && (
        <Strip tone="warning" icon={RefreshCwOff}>
          Live sync is lost, so changes from other tabs and devices may be missing here. It comes back by
          itself.
        </Strip>
      )}
      <GuestOfferStrip />
    </>
  );
}

/** "You are offline. 1 message will be sent when you are back." */
function offlineWords(waiting: number): string {
  if (waiting === 0) return "You are offline. What you write is kept, and sent when you are back.";
  const messages = waiting === 1 ? "1 message" : `${waiting.toLocaleString("en")} messages`;
  return `You are offline. ${messages} will be sent when you are back.`;
}

function unreachableWords(waiting: number): string {
  const messages = waiting === 1 ? "1 message waits" : `${waiting.toLocaleString("en")} messages wait`;
  return `The server cannot be reached. ${waiting > 0 ? `${messages}; nothing is lost. ` : ""}Trying again.`;
}
