"use client";

import { lazy, Suspense, useEffect, useState } from "react";

const Palette = lazy(() => import("./palette"));

/** ⌘ K, or Ctrl K: the palette, from anywhere. Its code comes with the first one that opens. */
export function PaletteKey({ onNewChat }: { onNewChat: () => void }) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const plain = (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey;
      if (!plain || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setOpen((open) => !open);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
  if (!isOpen) return null;
  return (
    <Suspense fallback={null}>
      <Palette onNewChat={onNewChat} onClose={() => setOpen(false)} />
    </Suspense>
  );
}
