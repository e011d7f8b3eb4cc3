import { saysWhen } from "./asks-when";
import { dateTerms } from "./date-terms";
import type { IndexedText } from "./indexed-text";
import { textTerms } from "./text-terms";

/** Raised whenever the same text would give other terms; texts of an older version are indexed anew. */
export const INDEX_VERSION = 1;

/** Different terms that a text gives at most. */
const MOST_TERMS = 3_000;
const MOST_COUNTED = 1_000;
const SHORT = 400;
const QUESTION = /[?？؟;]/;

export type IndexOptions = {
  /** ISO 8601. */
  saidAt: string;
  /** Who said it where that is neither the user nor the assistant. */
  author: string | null;
};

/** What a message, memory or summary is found by. */
export function indexText(text: string, { saidAt, author }: IndexOptions): IndexedText {
  const all = [...textTerms(text), ...(author === null ? [] : textTerms(author)), ...dateTerms(text, saidAt)];
  const counted = new Map<string, number>();
  let length = 0;
  for (const term of all) {
    const count = counted.get(term);
    if (count === undefined && counted.size === MOST_TERMS) continue;
    counted.set(term, Math.min(MOST_COUNTED, (count ?? 0) + 1));
    length += 1;
  }
  return {
    version: INDEX_VERSION,
    terms: [...counted.keys()],
    counts: [...counted.values()],
    length,
    asks: text.length < SHORT && QUESTION.test(text),
    timed: saysWhen(text.slice(0, SHORT)),
  };
}
