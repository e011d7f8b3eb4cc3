import type { Meter } from "@/lib/domain/meter/derive-meter";
import { ledgerBudget, summaryTarget } from "@/lib/domain/summaries/summary-budget";

/** As in types/api.ts, whose schemas the browser does not load. */
export const LEAST_BUDGET = 1_000;
export const MOST_BUDGET = 128_000;
export const LEAST_RESERVE = 64;
export const MOST_RESERVE = 64_000;
export const LEAST_WINDOW = 2;
export const MOST_WINDOW = 2_000;
export const LEAST_THRESHOLD = 500;
export const MOST_THRESHOLD = 128_000;

/** Tokens that a summary frees when it is made anew at the target of this budget; null where it is that short already. */
export function shorterSummary(tokens: number, budget: number): number | null {
  const freed = tokens - summaryTarget(budget) - ledgerBudget(budget);
  return freed > 0 ? freed : null;
}

/** A budget with room for the message and a little more, in whole thousands; null when none is allowed. */
export function largerBudget(budget: number, overBy: number, window: number): number | null {
  const most = Math.min(window, MOST_BUDGET);
  const needed = budget + overBy;
  if (needed > most) return null;
  return Math.min(Math.ceil((needed * 1.1) / 1_000) * 1_000, most);
}

/** A reply reserve that gives just enough way; null when too little would be left for a reply. */
export function smallerReserve(reserve: number, overBy: number): number | null {
  const rest = reserve - overBy;
  return rest >= Math.max(LEAST_RESERVE, reserve / 4) ? Math.floor(rest) : null;
}

export type WaysOut = {
  /** A budget that is large enough. */
  budget: number | null;
  /** A reply reserve that is small enough. */
  reserve: number | null;
  /** Tokens that a shorter summary frees. */
  summary: number | null;
  /** Messages are pinned, and can be unpinned. */
  pins: boolean;
};

/** What can give way to a draft that is too long; null where nothing can but the draft. */
export function waysOut(meter: Meter, replyReserve: number, window: number): WaysOut | null {
  const { overBy, pinned, summary } = meter;
  const ways = {
    budget: largerBudget(meter.budget, overBy, window),
    reserve: smallerReserve(replyReserve, overBy),
    summary: summary === null ? null : shorterSummary(summary.tokens, meter.budget),
    pins: pinned.messages > 0,
  };
  const none = ways.budget === null && ways.reserve === null && ways.summary === null && !ways.pins;
  return none ? null : ways;
}
