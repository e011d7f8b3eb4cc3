/** A time as Groq and OpenAI write it: "1h2m3.5s", "7.66s", "340ms". */
export const DURATION = /(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?/;

const WHOLE = new RegExp(`^\\s*${DURATION.source}\\s*$`);
const SECONDS = /^\s*\d+(?:\.\d+)?\s*$/;

/** Milliseconds of a match of DURATION. */
export function durationOf(match: RegExpExecArray): number {
  const part = (index: number) => Number(match[index] ?? 0);
  return (part(1) * 3600 + part(2) * 60 + part(3)) * 1000 + part(4);
}

/** Milliseconds of a whole text, rounded up; a bare number is seconds. null when it is no time. */
export function durationMs(text: string): number | null {
  if (SECONDS.test(text)) return Math.ceil(Number(text) * 1000);
  const match = WHOLE.exec(text);
  if (match === null || text.trim() === "") return null;
  return Math.ceil(durationOf(match));
}
