"use client";

import { TroublePage } from "@/components/shell/trouble-page";

export default function ChatErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <TroublePage digest={error.digest ?? null} onRetry={reset} />;
}
