/** A plan as the ledger knows it. */
export type RateState = {
  /** Tokens a minute, as the provider last said or as the plan was asked for with. */
  limit: number;
  /** Of these, what the provider last said is left. */
  remaining: number;
  /** Milliseconds until the whole limit is there again; null: it is. 0 or less: it has come back meanwhile. */
  resetMs: number | null;
  /** What running calls hold and have not settled yet. */
  reserved: number;
};

/** What a call takes, prompt and reply together, by what is given up. `least` cannot be given up. */
export type RateNeeds = {
  all: number;
  /** With a reply of at least half of its reserve. */
  shortReply: number;
  /** With the two newest turns for a window. */
  shortWindow: number;
  /** With no window at all. */
  least: number;
};

export type RateVerdict =
  /** `granted`: what prompt and reply together may take. */
  | { kind: "ok" | "shorter_reply" | "trimmed"; granted: number; limit: number; left: number }
  | { kind: "wait"; waitMs: number; limit: number; left: number }
  /** The plan never has enough, however long one waits. */
  | { kind: "over_limit"; limit: number; need: number };

/** Before a running call has ended nobody can tell when what it holds comes free. */
const WAIT_FOR_RUNNING_MS = 1_000;

/**
 * What a plan limited by tokens a minute does to a call: the rule of `private.reserve_rate` in other words, which a test
 * compares with it.
 */
export function reserveRate(state: RateState, needs: RateNeeds): RateVerdict {
  const { limit } = state;
  if (needs.least > limit) return { kind: "over_limit", limit, need: needs.least };
  const isBack = state.resetMs === null || state.resetMs <= 0;
  const remaining = isBack ? limit : Math.min(limit, state.remaining);
  const left = Math.max(0, remaining - state.reserved);
  if (left >= needs.all) return { kind: "ok", granted: needs.all, limit, left };
  if (left >= needs.shortReply) return { kind: "shorter_reply", granted: left, limit, left };
  // A plan that never has room for two turns gives what it has.
  if (left >= Math.min(limit, needs.shortWindow)) return { kind: "trimmed", granted: left, limit, left };
  const waitMs = isBack ? WAIT_FOR_RUNNING_MS : Math.max(1, Math.ceil(state.resetMs ?? 0));
  return { kind: "wait", waitMs, limit, left };
}
