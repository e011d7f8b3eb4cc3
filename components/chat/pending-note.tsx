"use client";

import type { PendingSend } from "@/lib/domain/sync/chat-event";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { clock, waitWords } from "./reply-words";
import { useCountdown } from "./use-countdown";

export type PendingActions = {
  retry: (send: PendingSend) => void;
  /** Takes the message back into the composer. */
  edit: (send: PendingSend) => void;
};

/** Under a message that has not left this device: why, when it will, and what can be done. */
export function PendingNote({ send, actions }: { send: PendingSend; actions: PendingActions }) {
  const left = useCountdown(send.nextTryAt);
  if (send.state === "failed") return <FailedSend send={send} actions={actions} />;
  if (send.state !== "waiting") return null;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
      <span>{waitingWords(send, left)}</span>
      <Button size="sm" look="ghost" onClick={() => actions.edit(send)}>
        Take it back
      </Button>
    </div>
  );
}

function waitingWords(send: PendingSend, left: number): string {
  const next = left > 0 ? ` Next try in ${clock(left)}.` : "";
  switch (send.reason) {
    case "reply_running":
      return "Sends when this reply is finished.";
    case "earlier_failed":
      return "Waits for the message above it.";
    case "rate_limited":
      return limitWords(send, left);
    case "unreachable":
      return `The server cannot be reached.${next} Saved on this device. It cannot be sent twice.`;
    case "offline":
    case null:
      return "Saved on this device. It cannot be sent twice.";
    default:
      return send.reason satisfies never;
  }
}

/** Why, and when it goes by itself: nothing is held back without saying so. */
function limitWords({ error }: PendingSend, left: number): string {
  const why = error?.message ?? "Too many messages in a minute.";
  return `${why}${left > 0 ? ` Sends in ${waitWords(left)}.` : ""} Saved on this device.`;
}

function FailedSend({ send, actions }: { send: PendingSend; actions: PendingActions }) {
  return (
    <div className="mt-2.5">
      <Note tone="danger" role="alert">
        {send.error?.message ?? "The message was not sent."} Nothing of it is lost.
        <div className="mt-2 flex flex-wrap gap-1.5">
          <Button size="sm" onClick={() => actions.retry(send)}>
            Send again
          </Button>
          <Button size="sm" look="ghost" onClick={() => actions.edit(send)}>
            Back to the draft
          </Button>
        </div>
      </Note>
    </div>
  );
}
