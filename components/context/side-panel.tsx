"use client";

import { useEffect, useRef, type ReactNode } from "react";
import { inertAround } from "@/components/shell/inert-around";
import { useMedia } from "@/components/shell/use-media";

type SidePanelProps = { label: string; onClose: () => void; children: ReactNode };

/** From here on the panel stands beside the transcript; below, it lies over it, and on phones it is a sheet. */
const BESIDE = "(min-width: 80rem)";
const PHONE = "(max-width: 39.99rem)";

/** The frame of whatever is looked at beside the transcript. Its content has a header of its own. */
export function SidePanel({ label, onClose, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null);
  const beside = useMedia(BESIDE);
  const phone = useMedia(PHONE);
  useEffect(() => focusFirst(panel.current), []);
  useEffect(() => (phone && panel.current ? inertAround(panel.current) : undefined), [phone]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (beside && !panel.current?.contains(document.activeElement)) return;
      onClose();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [beside, onClose]);
  return (
    <>
      <div aria-hidden className="fixed inset-0 z-25 bg-scrim sm:hidden" onClick={onClose} />
      <aside
        ref={panel}
        aria-label={label}
        data-side-panel
        className="flex min-h-0 w-[376px] shrink-0 flex-col border-l border-line bg-panel max-xl:fixed max-xl:inset-y-0 max-xl:right-0 max-xl:z-30 max-xl:animate-[sheet-right_var(--tl-slow)_var(--tl-ease)] max-xl:shadow-3 max-sm:top-11 max-sm:left-0 max-sm:w-auto max-sm:animate-[sheet-up_var(--tl-slow)_var(--tl-ease)] max-sm:overflow-hidden max-sm:rounded-t-[16px] max-sm:border-l-0"
      >
        {children}
      </aside>
    </>
  );
}

/** The chosen tab, or the text where there are no tabs. */
function focusFirst(panel: HTMLElement | null): void {
  const first =
    panel?.querySelector<HTMLElement>("[role=tab][aria-selected=true]") ??
    panel?.querySelector<HTMLElement>("[role=region][tabindex]") ??
    panel?.querySelector<HTMLElement>("button");
  first?.focus({ preventScroll: true });
}
