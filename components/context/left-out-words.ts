import type { LeftOutItem } from "@/types/context";
import { capitalised, messagesInWords, spanWords } from "./span-words";

/** What is left out, as one reads it in a list. `said`: the message's words where they are held here; muted ones are counted without theirs. */
export function leftOutTitle({ reason, message, preview, span }: LeftOutItem, said: string | null): string {
  if (reason === "thinking") return "Thinking of earlier replies";
  if (message) return preview ?? said ?? capitalised(spanWords(span));
  return `${capitalised(spanWords(span))}, word for word`;
}

/** Where it stands and why it is not part of the call. */
export function leftOutFacts({ reason, message, span }: LeftOutItem): string {
  const where = message ? `Message ${message.seq}` : messagesInWords(span.messages);
  switch (reason) {
    case "muted":
      return `${where} · Muted by you`;
    case "summarised":
      return `${where} · Older than the window; the summary covers ${span.messages === 1 ? "it" : "them"}`;
    case "older":
      return `${where} · Older than the window, and no summary covers ${span.messages === 1 ? "it" : "them"}`;
    case "thinking":
      return `${span.messages === 1 ? "1 reply" : `${span.messages} replies`} · Never sent again`;
    default:
      return reason satisfies never;
  }
}
