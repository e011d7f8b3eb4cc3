"use client";

import { useEffect, useState } from "react";

/** Milliseconds until `at` (since the epoch), told once a second; 0 when it has passed or is null. */
export function useCountdown(at: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  const left = at === null ? 0 : Math.max(0, at - now);
  const running = left > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [running, at]);
  return left;
}
