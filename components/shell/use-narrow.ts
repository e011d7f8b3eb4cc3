"use client";

import { useSyncExternalStore } from "react";

/** Below this the sidebar is a drawer (Tailwind's lg). */
const NARROW = "(max-width: 63.99rem)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** True where the sidebar is a drawer; false while the page is being made on the server. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}
