import { rateOf } from "./rate-headers";
import { retryAfterMs } from "./retry-after";
import type { RefusalFacts } from "./model-fault";

type Json = Record<string, unknown>;

const PLAIN_WORD = /^[a-z][a-z0-9_]{1,60}$/i;
const MAX_MESSAGE = 2_000;

export function objectOf(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

/** `{error: {…}}`, Gemini's `[{error: {…}}]` and Ollama's `{error: "…"}`. */
export function errorObject(body: unknown): Json | null {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  const error = objectOf(first)?.["error"];
  if (typeof error === "string") return { message: error };
  return objectOf(error);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reasonOf(error: Json): string | null {
  for (const key of ["code", "type", "status"]) {
    const word = error[key];
    if (typeof word === "string" && PLAIN_WORD.test(word)) return word;
  }
  return null;
}

/** Groq's "(TPM): Limit 8000, Used 6210, Requested 5143". Only the two numbers leave this function. */
function tokensAMinuteIn(message: string): RefusalFacts["tokensAMinute"] {
  const match = /\(TPM\): Limit (\d{1,12}),(?: Used \d{1,12},)? Requested (\d{1,12})/.exec(message);
  return match === null ? null : { limit: Number(match[1]), requested: Number(match[2]) };
}

/** Facts from an error object, wherever it came from. `now` is milliseconds since the epoch. */
export function factsOf(
  status: number,
  error: Json | null,
  headers: Headers | null,
  now: number,
): RefusalFacts {
  const raw = error?.["message"];
  const message = typeof raw === "string" ? raw.slice(0, MAX_MESSAGE) : "";
  return {
    status,
    reason: error === null ? null : reasonOf(error),
    retryAfterMs: retryAfterMs(headers, message, now),
    tokensAMinute: tokensAMinuteIn(message),
    rate: headers === null ? null : rateOf(headers),
    ownWords: error !== null,
  };
}

/** Facts from the body of an error status. */
export function factsOfBody(status: number, body: string, headers: Headers, now: number): RefusalFacts {
  return factsOf(status, errorObject(parsed(body)), headers, now);
}
