"use client";

import { useEffect } from "react";
import { toast, Toaster as Sonner } from "sonner";
import { showNoticesWith } from "./notify";

/** Notices, drawn in the house's colours. */
export default function Toaster() {
  useEffect(() => {
    showNoticesWith(({ text, action }) => {
      toast(text, action ? { action: { label: action.label, onClick: action.run } } : {});
    });
  }, []);
  return (
    <Sonner
      position="bottom-center"
      toastOptions={{
        unstyled: true,
        className:
          "flex w-full items-center gap-3 rounded-said bg-ink px-3.5 py-2.5 text-sm text-canvas shadow-2 [&_button]:ml-auto [&_button]:font-medium [&_button]:underline",
      }}
    />
  );
}
