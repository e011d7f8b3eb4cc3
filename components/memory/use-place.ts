"use client";

import { useCallback, useEffect, useState } from "react";
import { placeIn, type MemoryPlace } from "./memory-address";

/** What the address names, now and whenever it changes; `show` changes it. */
export function usePlace(): [place: MemoryPlace, show: (hash: string) => void] {
  const [place, setPlace] = useState<MemoryPlace>(null);
  useEffect(() => {
    const look = () => setPlace(placeIn(window.location.hash));
    look();
    window.addEventListener("hashchange", look);
    window.addEventListener("popstate", look);
    // A link of the router to another place on this page changes the address without either of them.
    const changes = "navigation" in window ? window.navigation : null;
    changes?.addEventListener("currententrychange", look);
    return () => {
      changes?.removeEventListener("currententrychange", look);
      window.removeEventListener("hashchange", look);
      window.removeEventListener("popstate", look);
    };
  }, []);
  const show = useCallback((hash: string) => {
    window.history.replaceState(null, "", hash === "" ? window.location.pathname : hash);
    setPlace(placeIn(hash));
  }, []);
  return [place, show];
}
