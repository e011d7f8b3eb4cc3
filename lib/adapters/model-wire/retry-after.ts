import { DURATION, durationOf } from "./duration";

const LONGEST_MS = 24 * 60 * 60 * 1000;

function bounded(ms: number): number | null {
  return Number.isFinite(ms) && ms >= 0 ? Math.min(Math.ceil(ms), LONGEST_MS) : null;
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function ofHeader(value: string, now: number): number | null {
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return bounded(Number(value) * 1000);
  // Date.parse takes "-5" for a year.
  return /[a-z]{3}/i.test(value) ? bounded(Math.max(0, Date.parse(value) - now)) : null;
}

const TRY_AGAIN = new RegExp(`try again in ${DURATION.source}`);

/** "Please try again in 1h2m3.5s", as Groq and OpenAI write it. */
function ofMessage(message: string): number | null {
  const match = TRY_AGAIN.exec(message);
  const ms = match === null ? 0 : durationOf(match);
  return ms === 0 ? null : bounded(ms);
}

/** How long the provider asks to wait, in milliseconds, at most a day; null when it does not say. */
export function retryAfterMs(headers: Headers | null, message: string, now: number): number | null {
  const exact = headers?.get("retry-after-ms") ?? null;
  if (exact !== null && /^\d+(\.\d+)?$/.test(exact)) return bounded(Number(exact));
  const header = headers?.get("retry-after") ?? null;
  const stated = header === null ? null : ofHeader(header, now);
  return stated ?? ofMessage(message);
}
