const MONTH = new Intl.DateTimeFormat("en-GB", { month: "long" });
const MONTH_AND_YEAR = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric" });

const DAY_MS = 86_400_000;

/** A day of the calendar of the reader's own time zone, as a number; days that follow each other differ by 1. */
export function dayNumber(date: Date): number {
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);
}

/**
 * The heading a date stands under: "Today", "Yesterday", "Previous 7 days", a month of this year, or month and year.
 * `iso` is ISO 8601, `now` milliseconds since the epoch. A date that lies ahead (a clock that is off) counts as today.
 */
export function dateGroup(iso: string, now: number): string {
  const then = new Date(iso);
  const today = new Date(now);
  const days = dayNumber(today) - dayNumber(then);
  if (days <= 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days <= 7) return "Previous 7 days";
  const sameYear = then.getFullYear() === today.getFullYear();
  return (sameYear ? MONTH : MONTH_AND_YEAR).format(then);
}

export type DateGroup<T> = { label: string; items: T[] };

/**
 * Splits a list that is already in date order into groups with their headings. `labelOf` is asked once for each day
 * that occurs, not for each item.
 */
export function groupByDate<T>(
  items: readonly T[],
  dateOf: (item: T) => string,
  now: number,
  labelOf: (iso: string, now: number) => string = dateGroup,
): DateGroup<T>[] {
  const labels = new Map<number, string>();
  const groups: DateGroup<T>[] = [];
  for (const item of items) {
    const iso = dateOf(item);
    const day = dayNumber(new Date(iso));
    const label = labels.get(day) ?? labelOf(iso, now);
    labels.set(day, label);
    const last = groups.at(-1);
    if (last?.label === label) last.items.push(item);
    else groups.push({ label, items: [item] });
  }
  return groups;
}
