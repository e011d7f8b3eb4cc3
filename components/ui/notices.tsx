"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { noticesWanted, subscribeToNotices } from "./notify";

const Toaster = lazy(() => import("./toaster"));

/** Where passing notices appear; its code comes with the first one. */
export function Notices() {
  const wanted = useSyncExternalStore(subscribeToNotices, noticesWanted, () => false);
  if (!wanted) return null;
  return (
    <Suspense fallback={null}>
      <Toaster />
    </Suspense>
  );
}
