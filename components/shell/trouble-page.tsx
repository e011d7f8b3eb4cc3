"use client";

import { Button } from "@/components/ui/button";
import { loadPage } from "./load-page";

/** In place of a page that failed. The number finds the entry in the server's log. */
export function TroublePage({ digest, onRetry }: { digest: string | null; onRetry: () => void }) {
  return (
    <main className="grid min-h-dvh flex-1 place-items-center p-6">
      <div className="w-full max-w-[460px]">
        <h1 className="font-serif text-2xl font-[480] tracking-[-0.012em]">This page could not be shown</h1>
        <p className="mt-2 text-lead text-ink-2">
          What you wrote and what was answered is stored. Trying again is safe.
          {digest && (
            <span className="num"> If it stays like this, the server’s log has it under {digest}.</span>
          )}
        </p>
        <div className="mt-4 flex gap-2">
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
          <Button onClick={() => loadPage("/")}>Go to your conversations</Button>
        </div>
      </div>
    </main>
  );
}
