/**
 * When a message was written, as shown beside it: "14:09" today, "Yesterday, 14:09", "Tue 17 Nov, 14:09", and with the
 * year when it is another one. `iso` is ISO 8601, `now` milliseconds since the epoch; the reader's own time zone.
 */
export function messageTime(iso: string, now: number): string {
  const then = new Date(iso);
  const today = new Date(now);
  const clock = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (then.toDateString() === today.toDateString()) return clock;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (then.toDateString() === yesterday.toDateString()) return `Yesterday, ${clock}`;
  const sameYear = then.getFullYear() === today.getFullYear();
  const weekday = then.toLocaleDateString("en-GB", { weekday: "short" });
  const day = then.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  });
  return `${weekday} ${day}, ${clock}`;
}
