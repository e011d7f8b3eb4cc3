"use client";

import { useHeld } from "@/lib/client/hooks/use-held";
import type { ConversationId } from "@/types/ids";
import { notify } from "@/components/ui/notify";
import { jumpToMessage } from "./jump-to-message";

/** From here on (Tailwind's xl) the panel stands beside the transcript; below it lies over it. */
const BESIDE = "(min-width: 80rem)";

/** Shows a message in the transcript. Where the panel lies over it, the panel closes first. */
export function useJump(id: ConversationId, onClose: () => void): (seq: number) => void {
  const held = useHeld(id);
  return (seq) => {
    if (!window.matchMedia(BESIDE).matches) onClose();
    // The focus goes back to what opened the panel before it goes on to the message.
    requestAnimationFrame(() => {
      void jumpToMessage(held, seq).then((found) => {
        if (!found) notify({ text: `Message ${seq} is too far up to show from here, or gone.` });
      });
    });
  };
}
