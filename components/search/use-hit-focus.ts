"use client";

import { useCallback, useRef, type KeyboardEvent, type RefObject } from "react";

type HitFocus = {
  /** Around the results. */
  results: RefObject<HTMLDivElement | null>;
  /** From the field to the first of them. */
  enter: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** The arrow keys go from hit to hit, and up from the first back to the field. */
export function useHitFocus(): HitFocus {
  const results = useRef<HTMLDivElement>(null);
  const move = useCallback((step: number) => {
    const links = [...(results.current?.querySelectorAll<HTMLElement>("[data-hit]") ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    if (at + step < 0) document.querySelector<HTMLElement>("main input[type=search]")?.focus();
    else links[Math.min(at + step, links.length - 1)]?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    move(step);
  };
  return { results, enter: () => move(1), onKeyDown };
}
