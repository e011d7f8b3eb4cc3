"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "@/lib/client/copy-text";
import { IconButton } from "./icon-button";

type CopyButtonProps = { label: string; text: () => string; size?: "sm" | "row" };

/** Copies and shows a tick for two seconds. */
export function CopyButton({ label, text, size = "sm" }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), 2_000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => setOutcome((await copyText(text())) ? "copied" : "refused");
  const spoken =
    outcome === "copied" ? "Copied" : outcome === "refused" ? "Copying is not allowed here" : label;
  return (
    <IconButton
      icon={outcome === "copied" ? Check : Copy}
      label={spoken}
      size={size}
      onClick={() => void copy()}
    />
  );
}
