/** Exact SQLSTATEs first, then their two-letter classes, as in PostgREST's "Errors" reference. */
const EXACT: Record<string, number> = {
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "42883": 404,
  "42P01": 404,
  "42P17": 500,
  "53400": 500,
  "57P01": 503,
  P0001: 400,
};

const CLASSES: Record<string, number> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "53": 503,
  "54": 500,
  "55": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

/** The HTTP status PostgREST answers for a SQLSTATE; 400 for those it does not list. */
export function statusOfSqlstate(sqlstate: string): number {
  return EXACT[sqlstate] ?? CLASSES[sqlstate.slice(0, 2)] ?? 400;
}
