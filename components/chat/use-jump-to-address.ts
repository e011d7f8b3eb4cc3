"use client";

import { useEffect } from "react";
import type { HeldConversation } from "@/lib/client/workspace/conversation-cache";
import { jumpToMessage } from "@/components/summary/jump-to-message";
import { notify } from "@/components/ui/notify";

/** `#m42` behind a conversation's address names its message 42. */
const MESSAGE = /^#m(\d{1,15})$/;

/** Shows the message that the address names, once its conversation is there. After that the address names only that. */
export function useJumpToAddress(held: HeldConversation, ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    const look = () => {
      const { hash, pathname } = window.location;
      const seq = MESSAGE.exec(hash)?.[1];
      if (seq === undefined) return;
      window.history.replaceState(null, "", pathname);
      void jumpToMessage(held, Number(seq)).then((found) => {
        if (!found)
          notify({ text: `Message ${seq} could not be shown: it is gone, or was not read in time.` });
      });
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, [held, ready]);
}
