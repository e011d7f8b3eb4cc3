import type { ChatEvent } from "@/lib/domain/sync/chat-event";

type TextEvent = Extract<ChatEvent, { type: "text" }>;

/** Frames stop in a tab that is not seen; its text is then brought up to date this often. */
const UNSEEN_MS = 250;

export type TextBatcher = { push(event: TextEvent): void; flush(): void };

/**
 * Hands on text at most once a frame. The first piece goes through at once, so that a reply starts without delay;
 * pieces that follow each other become one.
 */
export function createTextBatcher(apply: (event: ChatEvent) => void): TextBatcher {
  let held: TextEvent[] = [];
  let cancel: (() => void) | null = null;

  function emit(): void {
    const events = held;
    held = [];
    for (const event of events) apply(event);
    cancel = onNextFrame(tick);
  }

  function tick(): void {
    cancel = null;
    if (held.length > 0) emit();
  }

  function push(event: TextEvent): void {
    const last = held.at(-1);
    if (last && last.kind === event.kind && last.replyId === event.replyId && follows(last, event)) {
      held[held.length - 1] = { ...last, text: last.text + event.text, tokens: event.tokens };
    } else held.push(event);
    if (!cancel) emit();
  }

  function flush(): void {
    cancel?.();
    tick();
    cancel?.();
    cancel = null;
  }

  return { push, flush };
}

function follows(a: TextEvent, b: TextEvent): boolean {
  return a.offset + a.text.length === b.offset;
}

function onNextFrame(run: () => void): () => void {
  const seen = typeof document !== "undefined" && document.visibilityState === "visible";
  if (seen) {
    const frame = requestAnimationFrame(run);
    return () => cancelAnimationFrame(frame);
  }
  const timer = setTimeout(run, UNSEEN_MS);
  return () => clearTimeout(timer);
}
