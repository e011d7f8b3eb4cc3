/** As in types/api.ts, whose schemas the browser does not load. */
export const LEAST_BUDGET = 1_000;
export const MOST_BUDGET = 128_000;
export const LEAST_RESERVE = 64;
export const MOST_RESERVE = 64_000;
export const LEAST_WINDOW = 2;
export const MOST_WINDOW = 2_000;
export const LEAST_THRESHOLD = 500;
export const MOST_THRESHOLD = 128_000;

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
