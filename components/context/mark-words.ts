import type { MarkChange } from "@/lib/domain/sync/chat-event";
import { messagesInWords } from "./span-words";
import { tokenFigure } from "./token-figure";

/** What a change of marks is called once it is done: "Pinned", "Shown word for word". */
export function doneWords(change: MarkChange): string {
  if (change.pinned !== undefined) return change.pinned ? "Pinned" : "Unpinned";
  if (change.muted !== undefined) return change.muted ? "Muted" : "Unmuted";
  return change.compressed ? "Compressed" : "Word for word again";
}

/** "Pinned. It costs 198 tokens in every turn." `price` in tokens each turn; null where it is not known. */
export function markNotice(change: MarkChange, count: number, price: number | null): string {
  const done = doneWords(change);
  const start = count === 1 ? `${done}.` : `${done}: ${messagesInWords(count)}.`;
  if (price === null || price === 0) return start;
  const it = count === 1 ? "It" : "They";
  const figure = tokenFigure(Math.abs(price));
  const verb = price > 0 ? (count === 1 ? "costs" : "cost") : count === 1 ? "frees" : "free";
  return `${start} ${it} ${verb} ${figure} tokens in every turn.`;
}
