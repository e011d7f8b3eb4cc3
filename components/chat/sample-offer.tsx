"use client";

import { useState } from "react";
import { useSample } from "@/lib/client/hooks/use-sample";
import { chatAddress } from "@/components/shell/chat-address";
import { useOpenChat } from "@/components/shell/use-open-chat";
import { Button } from "@/components/ui/button";

/** A finished conversation to look at: horizon, summary and receipts at work, without a key. */
export function SampleOffer() {
  const makeSample = useSample();
  const openChat = useOpenChat();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const show = async () => {
    setBusy(true);
    setFailure(null);
    try {
      openChat(chatAddress(await makeSample()));
    } catch (thrown) {
      setFailure(thrown instanceof Error ? thrown.message : "The sample could not be made.");
    }
    setBusy(false);
  };
  return (
    <div className="grid justify-items-start gap-1.5">
      <Button size="sm" busy={busy} disabled={busy} onClick={() => void show()}>
        Show me how it remembers
      </Button>
      <p className="text-meta text-ink-3">
        A sample conversation with its summary and receipts. Delete it like any other.
      </p>
      {failure && (
        <p role="alert" className="text-meta text-danger">
          {failure}
        </p>
      )}
    </div>
  );
}
