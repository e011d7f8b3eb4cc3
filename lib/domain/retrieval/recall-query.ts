import { asksWhen } from "./asks-when";
import { queryTerms } from "./query-terms";
import type { RecallQuery } from "./recall-pool";

/** What is looked for when `text` is sent at `now` (ISO 8601). */
export function recallQuery(text: string, { now }: { now: string }): RecallQuery {
  void now;
  return { terms: queryTerms(text), previous: 0.3, asksWhen: asksWhen(text), accepts: false };
}
