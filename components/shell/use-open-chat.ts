"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect } from "react";

// How many chat screens are mounted: while one is, it follows the address by itself and no page has to be fetched.
let screens = 0;

/** Called by the chat screen for as long as it is there. */
export function useFollowsAddress(): void {
  useEffect(() => {
    screens += 1;
    return () => {
      screens -= 1;
    };
  }, []);
}

/** Opens "/new", "/c/…" or a message in it: at once where a chat is shown, else as a page. */
export function useOpenChat(): (path: `/c/${string}` | "/new") => void {
  const router = useRouter();
  return useCallback(
    (path) => {
      const { pathname, hash } = window.location;
      if (screens === 0) router.push(path);
      else if (pathname + hash !== path) {
        window.history.pushState(null, "", path);
        // A changed address that the browser did not follow itself: whoever shows the message is told.
        if (path.includes("#")) window.dispatchEvent(new HashChangeEvent("hashchange"));
      }
    },
    [router],
  );
}

/** Gives the address of a conversation that has just come into being; nothing is mounted anew. */
export function replaceAddress(path: `/c/${string}`): void {
  window.history.replaceState(null, "", path);
}
