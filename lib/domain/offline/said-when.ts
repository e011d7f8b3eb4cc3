const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function counted(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? "" : "s"} ago`;
}

function ago(ms: number): string | null {
  if (ms < 0) return null;
  if (ms < MINUTE) return "just now";
  if (ms < HOUR) return counted(Math.floor(ms / MINUTE), "minute");
  if (ms < DAY) return counted(Math.floor(ms / HOUR), "hour");
  return counted(Math.floor(ms / DAY), "day");
}

/**
 * "on 21 November 2026 at 14:02 UTC, 3 hours ago", or null when the time is unknown. The server does not know the
 * reader's time zone, so there is no "today" or "yesterday" in it.
 */
export function saidWhen(saidAt: string | null, now: string): string | null {
  if (saidAt === null) return null;
  const at = new Date(saidAt);
  if (Number.isNaN(at.getTime())) return null;
  const date = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ""} ${at.getUTCFullYear()}`;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
  const since = ago(Date.parse(now) - at.getTime());
  return `on ${date} at ${time}${since === null ? "" : `, ${since}`}`;
}
