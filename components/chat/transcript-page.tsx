"use client";

import { useEffect, useState, type ReactNode } from "react";

/**
 * Fifty messages that the browser may skip while they are off screen. They are laid out once first, so that their
 * height is known and scrolling back does not jump; find-in-page and screen readers still see them.
 */
export function TranscriptPageBox({ skippable, children }: { skippable: boolean; children: ReactNode }) {
  const [measured, setMeasured] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setMeasured(true), 500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div
      // What hangs outside the column must not be cut off where the browser may skip the page.
      className="-mx-4 px-4"
      style={{
        containIntrinsicSize: "auto 6000px",
        contentVisibility: skippable && measured ? "auto" : "visible",
      }}
    >
      {children}
    </div>
  );
}
