import { asksWhen } from "./asks-when";
import { askedDateTerms } from "./date-terms";
import { queryTerms } from "./query-terms";
import type { RecallQuery } from "./recall-pool";

const MOST_TERMS = 24;

/** What is looked for when `text` is sent at `now` (ISO 8601). */
export function recallQuery(text: string, { now }: { now: string }): RecallQuery {
  const dates = askedDateTerms(text, now).map((term) => ({ term, weight: 1 }));
  const terms = [...dates, ...queryTerms(text)].slice(0, MOST_TERMS);
  return { now, terms, previous: 0.3, asksWhen: asksWhen(text), accepts: false };
}
