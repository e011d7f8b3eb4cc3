"use client";

import { useSyncExternalStore } from "react";

/** What the device calls the key that goes with a letter: ⌘ or Ctrl. */
export function useModifierKey(): "⌘" | "Ctrl" {
  return useSyncExternalStore(noChange, modifierKey, () => "Ctrl");
}

function noChange(): () => void {
  return () => undefined;
}

function modifierKey(): "⌘" | "Ctrl" {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl";
}
