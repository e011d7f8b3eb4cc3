import type { SearchAnswer } from "@/types/search";
import type { HitGroup } from "./group-hits";

/** "9 matches in 3 conversations, best match first." */
export function foundWords(answer: SearchAnswer, groups: readonly HitGroup[], newest: boolean): string {
  const { hits, nextCursor } = answer;
  const first = nextCursor === null ? "" : "The first ";
  const matches = hits.length === 1 ? "1 match" : `${figure(hits.length)} matches`;
  const conversations = groups.filter(({ conversationId }) => conversationId !== null).length;
  const places = conversations === 1 ? "1 conversation" : `${figure(conversations)} conversations`;
  const order = newest ? "newest first" : "best match first";
  return `${first}${matches}${conversations === 0 ? "" : ` in ${places}`}, ${order}.`;
}

/** What was looked through in vain, so that nobody has to wonder. */
export function nothingWords(q: string, { searched }: SearchAnswer, filtered: boolean): string {
  const messages = searched.messages === 1 ? "1 message" : `${figure(searched.messages)} messages`;
  const titles = searched.titles === 1 ? "1 title" : `${figure(searched.titles)} titles`;
  const ways = filtered ? " Some filters are set: without them there may be more." : "";
  return `Nothing matches “${q}”. Searched ${messages} and ${titles}.${ways}`;
}

/** “the” is in so many messages that only the newest were ranked. */
export function cappedWords({ word, ranked }: SearchAnswer["capped"][number]): string {
  return `“${word}” is in more than ${figure(ranked)} messages: the newest ${figure(ranked)} were ranked.`;
}

export function correctedWords(corrections: SearchAnswer["corrections"]): string {
  const pairs = corrections.map(({ typed, used }) => `“${used}” for “${typed}”`);
  return `Nobody wrote ${corrections.map(({ typed }) => `“${typed}”`).join(" or ")}. Searched ${pairs.join(", ")}.`;
}

function figure(count: number): string {
  return count.toLocaleString("en");
}
