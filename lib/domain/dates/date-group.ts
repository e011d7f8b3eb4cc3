/** Days between two instants by the calendar of the reader's own time zone; positive when `then` is earlier. */
function calendarDaysBetween(then: Date, now: Date): number {
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(now) - day(then)) / 86_400_000);
}

/**
 * The heading a date stands under: "Today", "Yesterday", "Previous 7 days", a month of this year, or month and year.
 * `iso` is ISO 8601, `now` milliseconds since the epoch. A date that lies ahead (a clock that is off) counts as today.
 */
export function dateGroup(iso: string, now: number): string {
  const then = new Date(iso);
  const today = new Date(now);
  const days = calendarDaysBetween(then, today);
  if (days <= 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days <= 7) return "Previous 7 days";
  const sameYear = then.getFullYear() === today.getFullYear();
  return then.toLocaleDateString("en-GB", sameYear ? { month: "long" } : { month: "long", year: "numeric" });
}

export type DateGroup<T> = { label: string; items: T[] };

/** Splits a list that is already in date order into groups with their headings. */
export function groupByDate<T>(
  items: readonly T[],
  dateOf: (item: T) => string,
  now: number,
): DateGroup<T>[] {
  const groups: DateGroup<T>[] = [];
  for (const item of items) {
    const label = dateGroup(dateOf(item), now);
    const last = groups.at(-1);
    if (last?.label === label) last.items.push(item);
    else groups.push({ label, items: [item] });
  }
  return groups;
}
