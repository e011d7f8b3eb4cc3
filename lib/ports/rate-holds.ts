import type { RateReport } from "./turn-store";

/** What a call beside the chat is going to take of a plan that is limited by tokens a minute. */
export type HoldRequest = {
  provider: string;
  model: string;
  /** Prompt and reply together. */
  tokens: number;
  /** What has to be left for turns besides. */
  spare: number;
  /** The hold ends by itself after this time, in case its process dies. */
  seconds: number;
};

export type Hold =
  /** No limit is known: nothing is held. */
  { kind: "unlimited" } | { kind: "held"; id: string };

/**
 * Holds a part of a plan, as turns do when they begin, so that neither is refused by the provider. `hold` throws AppError
 * `rate_limited` with the wait where too little is left, and `message_over_budget` where there never is enough.
 */
export type RateHolds = {
  hold(request: HoldRequest): Promise<Hold>;
  /** The end of the call. `report` is what its headers said; null: all that was held was used. */
  release(id: string, report: RateReport | null): Promise<void>;
};
