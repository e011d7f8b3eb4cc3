import type { Usage } from "@/types/chat";
import type { FinishReason, TokenFamily } from "@/types/words";
import type { ConversationId, TurnId, UserId } from "@/types/ids";
import type { RateReport, TurnLimits } from "./turn-store";

/** What a call beside the chat was made for. */
export type CallKind = "summary" | "title" | "extraction" | "lab";

export type RecordedCall = {
  owner: UserId;
  conversationId: ConversationId;
  /** The turn after which it was made, if any. */
  turnId: TurnId | null;
  kind: CallKind;
  usage: Usage & {
    model: string;
    provider: string;
    /** The family of our own count: with it the call is measured. */
    tokenFamily: TokenFamily;
    latencyMs: number;
    firstTokenMs: number | null;
  };
  finishReason: FinishReason;
  /** True for models that cost the operator nothing: the day's tokens are not charged. */
  free: boolean;
  rate: RateReport | null;
};

/** How the provider's prompt tokens (y) relate to ours (x), as sums over the measured calls. */
export type CalibrationSums = {
  provider: string;
  model: string;
  tokenFamily: TokenFamily;
  calls: number;
  sumX: number;
  sumY: number;
  sumXX: number;
  sumXY: number;
  /** Moving mean of |predicted − real| / real, each predicted before its call was added; 0 before the second call. */
  error: number;
};

/** US dollars for a million tokens. */
export type Price = {
  provider: string;
  model: string;
  input: number;
  cachedInput: number;
  output: number;
  /** ISO date. */
  asOf: string;
};

/** What model calls have cost, and what was learnt from them; under the service role. */
export type CallLedger = {
  /** Counts a call that its owner has asked for as a turn. Throws `rate_limited` where a turn would be refused. */
  admit(call: { owner: UserId; limits: TurnLimits }): Promise<void>;
  /** Charges a call that is not a turn's to its owner and conversation. Throws `not_found`. */
  record(call: RecordedCall): Promise<void>;
  calibrations(): Promise<CalibrationSums[]>;
  prices(): Promise<Price[]>;
};
