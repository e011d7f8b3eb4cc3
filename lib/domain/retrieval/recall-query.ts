import { asksWhen } from "./asks-when";
import { askedDateTerms } from "./date-terms";
import { queryTerms } from "./query-terms";
import type { RecallQuery } from "./recall-pool";
import { recallCues } from "./recall-cues";

const MOST_TERMS = 24;
/** A lone term says little by itself: the turn before says what it is about. */
const FEW_TERMS = 1;
const PREVIOUS = 0.5;
const FOLLOWS =
  /^[^\p{L}\p{N}]*(?:(?:and|but|so|or|then|what about|how about|und|aber|et|mais|y|pero|e|ma)(?![\p{L}\p{N}\p{M}])|那|那么|じゃあ|では)/iu;

/** What is looked for when `text` is sent at `now` (ISO 8601). */
export function recallQuery(text: string, { now }: { now: string }): RecallQuery {
  const dates = askedDateTerms(text, now).map((term) => ({ term, weight: 1 }));
  const terms = [...dates, ...queryTerms(text)].slice(0, MOST_TERMS);
  const cues = recallCues(text);
  const follows = terms.length <= FEW_TERMS || FOLLOWS.test(text);
  return {
    now,
    terms,
    previous: follows && !cues.selfContained ? PREVIOUS : 0,
    asksWhen: asksWhen(text),
    cues,
  };
}
