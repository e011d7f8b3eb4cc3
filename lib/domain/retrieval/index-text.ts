import { saysWhen } from "./asks-when";
import { dateTerms } from "./date-terms";
import type { IndexedText } from "./indexed-text";
import { textTerms } from "./text-terms";

/** Raised whenever the same text would give other terms; texts of an older version are indexed anew. */
export const INDEX_VERSION = 2;

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
  const about = [...(author === null ? [] : textTerms(author)), ...dateTerms(text, saidAt)];
  const counted = new Map<string, number>();
  let length = 0;
  const count = (terms: readonly string[], most: number) => {
    for (const term of terms) {
      const known = counted.get(term);
      if (known === undefined && counted.size >= most) continue;
      counted.set(term, Math.min(MOST_COUNTED, (known ?? 0) + 1));
      length += 1;
    }
  };
  // The words stand first, for they say what the text is about, but leave room for who said it and when.
  count(textTerms(text), MOST_TERMS - new Set(about).size);
  count(about, MOST_TERMS);
  return {
    version: INDEX_VERSION,
    terms: [...counted.keys()],
    counts: [...counted.values()],
    length,
    asks: text.length < SHORT && QUESTION.test(text),
    timed: saysWhen(text.slice(0, SHORT)),
  };
}
