// Made once: a formatter costs far more to make than to use, and every message shows a time.
const clockOf = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const weekdayOf = new Intl.DateTimeFormat("en-GB", { weekday: "short" });
const dayOf = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const dayAndYearOf = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const fullOf = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" });

/**
 * When a message was written, as shown beside it: "14:09" today, "Yesterday, 14:09", "Tue 17 Nov, 14:09", and with the
 * year when it is another one. `iso` is ISO 8601, `now` milliseconds since the epoch; the reader's own time zone.
 */
export function messageTime(iso: string, now: number): string {
  const then = new Date(iso);
  const today = new Date(now);
  const clock = clockOf.format(then);
  if (then.toDateString() === today.toDateString()) return clock;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (then.toDateString() === yesterday.toDateString()) return `Yesterday, ${clock}`;
  const day = then.getFullYear() === today.getFullYear() ? dayOf : dayAndYearOf;
  return `${weekdayOf.format(then)} ${day.format(then)}, ${clock}`;
}

/** The whole date of a message: "Saturday 21 November 2026 at 14:09", in the reader's own time zone. */
export function fullMessageTime(iso: string): string {
  return fullOf.format(new Date(iso));
}
