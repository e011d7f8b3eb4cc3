const SUMMARY_SHARE = 0.15;
const SHORTEST_SUMMARY = 200;
const LONGEST_SUMMARY = 1_200;
const LEDGER_SHARE = 0.05;
const SMALLEST_LEDGER = 100;
const LARGEST_LEDGER = 400;

/** Tokens that a summary's own lines may take of a call's budget: 15 % of it, from 200 to 1,200. */
export function summaryTarget(budget: number): number {
  return clamp(budget * SUMMARY_SHARE, SHORTEST_SUMMARY, LONGEST_SUMMARY);
}

/** Tokens that the facts may take which the lines have lost: 5 % of the budget, from 100 to 400. */
export function ledgerBudget(budget: number): number {
  return clamp(budget * LEDGER_SHARE, SMALLEST_LEDGER, LARGEST_LEDGER);
}

function clamp(value: number, least: number, most: number): number {
  return Math.floor(Math.min(most, Math.max(least, value)));
}
