import { spokenDates, type SpokenDate } from "./spoken-dates";

const dayTerm = (at: Date): string => `d:${at.toISOString().slice(0, 10)}`;
const monthTerm = (at: Date): string => `m:${at.toISOString().slice(0, 7)}`;
const nameTerm = (at: Date): string => `n:${at.toISOString().slice(5, 7)}`;

function termsOfDate({ at, precision }: SpokenDate): string[] {
  const month = [monthTerm(at), nameTerm(at)];
  return precision === "day" ? [dayTerm(at), ...month] : month;
}

/** When a text was sent, and the dates it speaks of: day, month, and the month's number in any year, each once. */
export function dateTerms(text: string, saidAt: string): string[] {
  const sent = new Date(saidAt);
  if (Number.isNaN(sent.getTime())) return [];
  const dates = [{ at: sent, precision: "day", yearSaid: true } as const, ...spokenDates(text, sent)];
  return [...new Set(dates.flatMap(termsOfDate))];
}

/** The dates that a question asked at `now` names. Where it says no year, any year's month counts. */
export function askedDateTerms(text: string, now: string): string[] {
  const base = new Date(now);
  if (Number.isNaN(base.getTime())) return [];
  const terms = new Set<string>();
  for (const date of spokenDates(text, base)) {
    if (date.precision === "day") terms.add(dayTerm(date.at));
    if (date.yearSaid) terms.add(monthTerm(date.at));
    terms.add(nameTerm(date.at));
  }
  return [...terms];
}
