import type { LeftOutItem, LeftOutReason } from "@/types/context";
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
export function leftOutFacts(item: LeftOutItem): string {
  return `${placeOf(item)} · ${reasonOf(item)}`;
}

function placeOf({ reason, message, span, recalled }: LeftOutItem): string {
  if (reason === "thinking") return span.messages === 1 ? "1 reply" : `${span.messages} replies`;
  if (recalled) return recalledWhere(recalled);
  return message ? `Message ${message.seq}` : messagesInWords(span.messages);
}

function reasonOf({ reason, span, recalled }: LeftOutItem): string {
  const them = span.messages === 1 ? "it" : "them";
  const { score, needs } = recalled ?? { score: 0, needs: null };
  const words: Record<LeftOutReason, string> = {
    muted: "Muted by you",
    summarised: `Older than the window; the summary covers ${them}`,
    older: `Older than the window, and no summary covers ${them}`,
    thinking: "Never sent again",
    not_relevant: relevanceWords(score, needs),
    no_room: `No room to recall it, with a score of ${score.toFixed(2)}`,
    dropped: "Dropped by you",
  };
  return words[reason];
}

/** `needs` null: nothing was recalled for its score. */
function relevanceWords(score: number, needs: number | null): string {
  if (needs === null) return "Not needed: this message asks for nothing from before";
  return `Not relevant enough: ${score.toFixed(2)}, needs ${needs.toFixed(2)}`;
}
