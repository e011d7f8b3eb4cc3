"use client";

import { TroublePage } from "@/components/shell/trouble-page";
import "./globals.css";

/** When even the frame around the pages failed. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <head>
        <title>Throughline</title>
      </head>
      <body>
        <TroublePage digest={error.digest ?? null} onRetry={reset} />
      </body>
    </html>
  );
}
