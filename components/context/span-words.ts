import type { MessageSpan, SeqRange } from "@/types/context";
import { tokenFigure } from "./token-figure";

/** "1 message", "41 messages". */
export function messagesInWords(count: number): string {
  return `${tokenFigure(count)} ${count === 1 ? "message" : "messages"}`;
}

/** "messages 42–44", "message 7". */
export function spanWords({ from, to }: Pick<MessageSpan, "from" | "to">): string {
  return from === to ? `message ${from}` : `messages ${from}–${to}`;
}

const MOST_RANGES = 6;

/** "messages 1–4, 7, 9–12": ranges of seq, long lists cut with what is left. */
export function rangesWords(ranges: readonly SeqRange[]): string {
  if (ranges.length === 0) return "";
  const named = ranges
    .slice(0, MOST_RANGES)
    .map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  const rest = ranges.length - named.length;
  const single = ranges.length === 1 && ranges[0]?.[0] === ranges[0]?.[1];
  return `${single ? "message" : "messages"} ${named.join(", ")}${rest > 0 ? ` and ${rest} more spans` : ""}`;
}

export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
