import { setTimeout as delay } from "node:timers/promises";
import type { ModelFault } from "./model-fault";

export type RetryPolicy = {
  /** Calls in all, the first one included. */
  attempts: number;
  /** The first wait is at most this long, each further one at most twice the one before; in milliseconds. */
  baseMs: number;
  /** From 0 up to 1. */
  random: () => number;
};

export const DEFAULT_RETRY: RetryPolicy = { attempts: 3, baseMs: 400, random: () => Math.random() };

// 498 is Groq's "no capacity", documented as worth another try.
const PASSING = new Set([498, 500, 502, 503, 504]);

/**
 * Whether the very same call may well succeed a moment later. Never when the provider names a wait (the reader is
 * told instead), never after a deadline (the wait would only double), never when the answer makes no sense.
 */
export function isWorthAnotherTry(fault: ModelFault): boolean {
  switch (fault.kind) {
    case "refused":
      return fault.retryAfterMs === null && PASSING.has(fault.status);
    case "unreachable":
      return fault.reason === "refused";
    case "dropped":
      return true;
    case "redirected":
    case "stalled":
    case "malformed":
      return false;
    default:
      return fault satisfies never;
  }
}

/** Waits between half and all of a doubling time, so that many callers do not come back together. Ends early with the signal. */
export async function waitBeforeRetry(
  policy: RetryPolicy,
  tries: number,
  signal: AbortSignal,
): Promise<void> {
  const longest = policy.baseMs * 2 ** (tries - 1);
  const ms = longest * (0.5 + policy.random() / 2);
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
