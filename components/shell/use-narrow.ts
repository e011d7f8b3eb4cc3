"use client";

import { useMedia } from "./use-media";

/** True where the sidebar is a drawer (below Tailwind's lg); false while the page is being made on the server. */
export function useNarrow(): boolean {
  return useMedia("(max-width: 63.99rem)");
}
