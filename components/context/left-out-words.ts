import type { LeftOutItem } from "@/types/context";
import { recalledWhere } from "./recalled-words";
import { capitalised, messagesInWords, spanWords } from "./span-words";

/** What is left out, as one reads it in a list. `said`: the message's words where they are held here; muted ones are counted without theirs. */
export function leftOutTitle(
  { reason, message, preview, span, recalled }: LeftOutItem,
  said: string | null,
): string {
  if (reason === "thinking") return "Thinking of earlier replies";
  if (recalled) return preview ?? recalledWhere(recalled);
  if (message) return preview ?? said ?? capitalised(spanWords(span));
  return `${capitalised(spanWords(span))}, word for word`;
}

/** Where it stands and why it is not part of the call. */
export function leftOutFacts({ reason, message, span, recalled }: LeftOutItem): string {
  const where = recalled
    ? recalledWhere(recalled)
    : message
      ? `Message ${message.seq}`
      : messagesInWords(span.messages);
  switch (reason) {
    case "muted":
      return `${where} · Muted by you`;
    case "summarised":
      return `${where} · Older than the window; the summary covers ${span.messages === 1 ? "it" : "them"}`;
    case "older":
      return `${where} · Older than the window, and no summary covers ${span.messages === 1 ? "it" : "them"}`;
    case "thinking":
      return `${span.messages === 1 ? "1 reply" : `${span.messages} replies`} · Never sent again`;
    case "not_relevant":
      return `${where} · ${relevance(recalled)}`;
    case "no_room":
      return `${where} · No room for it: its score is ${score(recalled?.score)}`;
    case "dropped":
      return `${where} · Dropped by you`;
    default:
      return reason satisfies never;
  }
}

function relevance(recalled: LeftOutItem["recalled"]): string {
  const needs = recalled?.needs ?? null;
  return needs === null
    ? "Not needed: this message asks for nothing from before"
    : `Not relevant enough: ${score(recalled?.score)}, needs ${score(needs)}`;
}

function score(value: number | undefined): string {
  return (value ?? 0).toFixed(2);
}
