import type { ConversationKey } from "../stores/conversation-store";

/** Browsers allow six connections to one origin; two stay free for everything else. */
const MOST_STREAMS = 4;

export type StreamSlots = {
  /** Takes the conversation's place; the oldest stream that is not on screen is let go of when there are too many. */
  open: (key: ConversationKey) => AbortController;
  /** False when the place has been taken by a later stream. */
  close: (key: ConversationKey, slot: AbortController) => boolean;
  has: (key: ConversationKey) => boolean;
  rekey: (from: ConversationKey, to: ConversationKey) => void;
  closeAll: () => void;
};

export function createStreamSlots(isOpen: (key: ConversationKey) => boolean): StreamSlots {
  const slots = new Map<ConversationKey, AbortController>();

  function open(key: ConversationKey): AbortController {
    slots.get(key)?.abort();
    slots.delete(key);
    for (const [other, controller] of slots) {
      if (slots.size < MOST_STREAMS) break;
      if (isOpen(other)) continue;
      controller.abort();
      slots.delete(other);
    }
    const controller = new AbortController();
    slots.set(key, controller);
    return controller;
  }

  function close(key: ConversationKey, slot: AbortController): boolean {
    if (slots.get(key) !== slot) return false;
    slots.delete(key);
    return true;
  }

  function rekey(from: ConversationKey, to: ConversationKey): void {
    const slot = slots.get(from);
    if (!slot) return;
    slots.delete(from);
    slots.set(to, slot);
  }

  function closeAll(): void {
    for (const controller of slots.values()) controller.abort();
    slots.clear();
  }

  return { open, close, has: (key) => slots.has(key), rekey, closeAll };
}
