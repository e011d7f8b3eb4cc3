/** Everything the fake model can do wrong. Numbers are HTTP statuses; the rest happen to a 200. */
export const FAULT_KINDS = [
  "400",
  "401",
  "403",
  "404",
  "413",
  "429",
  "498",
  "500",
  "502",
  "503",
  "504",
  /** 503 that names a wait. */
  "503-retry-after",
  /** 429 of an account without credit: no wait will help. */
  "no-credit",
  /** 400 of a call that is longer than the model's window. */
  "context-length",
  "redirect",
  /** The headers never come. */
  "slow-headers",
  /** Headers, then nothing. */
  "stall",
  /** Half a reply, then nothing. */
  "stall-mid",
  /** Comments keep coming, tokens do not. */
  "stall-comments",
  "bad-json",
  /** The connection ends cleanly in the middle of an event. */
  "truncated",
  /** The stream ends cleanly without a finish reason and without [DONE]. */
  "unfinished",
  "html",
  "wrong-type",
  /** One line that never ends. */
  "endless-line",
  /** An error status whose body never ends. */
  "endless-error",
  /** The socket dies before the headers, after them, or half-way through the reply. */
  "drop",
  "drop-after-headers",
  "drop-mid",
  "stream-error",
  "stream-rate-limit",
  /** Thinking uses up the whole reply. */
  "empty",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
export type Fault = { kind: FaultKind; retryAfterSeconds: number };

const DEFAULT_RETRY_AFTER_SECONDS = 7;
const MAGIC = /\[\[fault:([a-z0-9-]+)((?:\s+[a-z-]+=\d+)*)\s*\]\]/;

/** A fault by name. Throws on a name that does not exist, so that a typing slip cannot pass as "no fault". */
export function fault(kind: string, retryAfterSeconds = DEFAULT_RETRY_AFTER_SECONDS): Fault {
  const known = FAULT_KINDS.find((candidate) => candidate === kind);
  if (known === undefined) throw new Error(`No such fault: ${kind}`);
  return { kind: known, retryAfterSeconds };
}

/**
 * The fault asked for by a message: `[[fault:stall]]`, `[[fault:429 retry-after=30]]`. With `times=2` only the
 * first two calls with this very text fail, so that a Retry succeeds.
 */
export function faultInText(text: string): { fault: Fault; times: number } | null {
  const match = MAGIC.exec(text);
  if (match?.[1] === undefined) return null;
  const options = new Map<string, number>();
  for (const pair of (match[2] ?? "").trim().split(/\s+/)) {
    const [name, value] = pair.split("=");
    if (name !== undefined && value !== undefined) options.set(name, Number(value));
  }
  return {
    fault: fault(match[1], options.get("retry-after")),
    times: options.get("times") ?? Number.POSITIVE_INFINITY,
  };
}

/** The fault of a model id such as `fault/stall`. */
export function faultOfModel(model: string): Fault | null {
  return model.startsWith("fault/") ? fault(model.slice("fault/".length)) : null;
}
