"use client";

import { useEffect } from "react";
import { toast, Toaster as Sonner } from "sonner";
import { showNoticesWith } from "./notify";

/** What can be undone can be for ten seconds. */
const UNDO_MS = 10_000;
/** Above the composer, so that nothing that is being written lies under a notice. */
const ABOVE = { bottom: 148 };

/**
 * A press on a notice leaves the focus where it is. Otherwise the library gives it back to where it was before, when the
 * reader has moved on to the composer already.
 */
function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest("[data-sonner-toaster]"))
    event.preventDefault();
}

/** Notices, drawn in the house's colours. */
export default function Toaster() {
  useEffect(() => {
    showNoticesWith(
      ({ text, action, key }) => {
        const named = key === undefined ? {} : { id: key };
        if (!action) toast(text, named);
        else {
          const undo = { label: action.label, onClick: action.run };
          toast(text, { ...named, action: undo, duration: UNDO_MS });
        }
      },
      (key) => toast.dismiss(key),
    );
  }, []);
  useEffect(() => {
    document.addEventListener("mousedown", keepFocus, true);
    return () => document.removeEventListener("mousedown", keepFocus, true);
  }, []);
  return (
    <Sonner
      position="bottom-center"
      offset={ABOVE}
      mobileOffset={ABOVE}
      style={{ fontFamily: "var(--tl-font-sans)" }}
      toastOptions={{
        unstyled: true,
        className:
          "flex w-full items-center gap-3 rounded-said bg-ink px-3.5 py-2.5 text-sm text-canvas shadow-2 [&_button]:ml-auto [&_button]:shrink-0 [&_button]:font-medium [&_button]:underline",
      }}
    />
  );
}
