"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { searchAddress, wishesOf, type SearchWishes } from "./search-address";

/** What is searched, kept in the address: it can be gone back to, reloaded and sent to somebody. */
export function useSearchWishes(): [SearchWishes, (change: Partial<SearchWishes>) => void] {
  const search = useSearchParams().toString();
  const pathname = usePathname();
  const wishes = useMemo(() => wishesOf(search), [search]);
  const change = useCallback(
    (some: Partial<SearchWishes>) => {
      if (pathname !== "/search") return;
      // Read anew: two changes may follow each other before anything is drawn.
      const next = { ...wishesOf(window.location.search), ...some };
      window.history.replaceState(null, "", searchAddress(next));
    },
    [pathname],
  );
  return [wishes, change];
}
