import type { WaitReason } from "@/lib/domain/sync/chat-event";
import type { ApiFailure } from "../api-failure";
import type { ReachState } from "../reach";

/** What becomes of a message whose sending did not work. */
export type SendFate =
  /** It stays and is sent again, by itself at `nextTryAt` or when `reason` ends. */
  | { kind: "wait"; reason: WaitReason; nextTryAt: number | null }
  /** The text itself cannot be taken: it goes back to the composer. */
  | { kind: "refused" }
  /** It stays, and waits for the user. */
  | { kind: "failed" };

const REFUSALS: ReadonlySet<string> = new Set([
  "message_over_budget",
  "cannot_store",
  "too_large",
  "invalid_input",
]);
const PASSING: ReadonlySet<string> = new Set([
  "internal",
  "database_unavailable",
  "provider_busy",
  "provider_unavailable",
  "provider_stalled",
]);
const MOST_TRIES = 5;
const FIRST_WAIT_MS = 1_000;
const SLOWEST_WAIT_MS = 30_000;
const BUSY_WAIT_MS = 2_000;
/** A longer wait is a day's limit: the user is told instead of being kept waiting. */
const LONGEST_ANNOUNCED_MS = 600_000;

/** `tries` counts failed tries before this one; `now` is in milliseconds. */
export function sendFate(failure: ApiFailure, reach: ReachState, tries: number, now: number): SendFate {
  const backoff = now + Math.min(FIRST_WAIT_MS * 2 ** tries, SLOWEST_WAIT_MS);
  if (failure.code === "unreachable") {
    // Offline ends with an event of the browser; a server that is away has to be tried.
    if (reach === "offline") return { kind: "wait", reason: "offline", nextTryAt: null };
    return { kind: "wait", reason: "unreachable", nextTryAt: backoff };
  }
  if (failure.code === "turn_in_progress") {
    return { kind: "wait", reason: "reply_running", nextTryAt: now + BUSY_WAIT_MS };
  }
  if (failure.code === "rate_limited" && failure.retryAfterMs !== null) {
    if (failure.retryAfterMs > LONGEST_ANNOUNCED_MS) return { kind: "failed" };
    return { kind: "wait", reason: "rate_limited", nextTryAt: now + failure.retryAfterMs };
  }
  if (REFUSALS.has(failure.code)) return { kind: "refused" };
  if (PASSING.has(failure.code) && tries + 1 < MOST_TRIES) {
    return { kind: "wait", reason: "unreachable", nextTryAt: backoff };
  }
  return { kind: "failed" };
}
