"use client";

import { Check, Copy, Split } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "@/lib/client/copy-text";
import type { ReceiptAnswer } from "@/types/api";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { receiptJson } from "./receipt-words";

type ReceiptActionsProps = {
  answer: ReceiptAnswer;
  comparing: boolean;
  /** null while there is nothing to compare with. */
  onCompare: (() => void) | null;
};

export function ReceiptActions({ answer, comparing, onCompare }: ReceiptActionsProps) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), 2_000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => setOutcome((await copyText(receiptJson(answer))) ? "copied" : "refused");
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      <Button onClick={() => void copy()}>
        <Icon of={outcome === "copied" ? Check : Copy} size={14} />
        Copy as JSON
      </Button>
      {onCompare && (
        <Button aria-pressed={comparing} onClick={onCompare}>
          <Icon of={Split} size={14} />
          {comparing ? "Show the receipt" : "Compare with now"}
        </Button>
      )}
      <span role="status" className="sr-only">
        {outcome === "copied" && "Copied"}
        {outcome === "refused" && "Copying is not allowed here"}
      </span>
    </div>
  );
}
