"use client";

import { useEffect } from "react";

/** ⌘ J, or Ctrl J: a new chat from anywhere. */
export function useNewChatKey(newChat: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const plain = (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey;
      if (!plain || event.key.toLowerCase() !== "j") return;
      event.preventDefault();
      newChat();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [newChat]);
}
