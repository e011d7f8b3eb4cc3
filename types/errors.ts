/** The one closed set of error codes, in HTTP answers, `error` events and stored turns alike. */
export const ERROR_CODES = [
  "invalid_input",
  "forbidden",
  "unauthenticated",
  "not_found",
  "turn_in_progress",
  "message_id_reused",
  "too_large",
  "message_over_budget",
  "cannot_store",
  "rate_limited",
  "provider_key",
  "provider_model",
  "provider_refused",
  "provider_malformed",
  "provider_busy",
  "provider_unavailable",
  "provider_stalled",
  "database_unavailable",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The body of every refused request. */
export type ErrorBody = { error: { code: ErrorCode; message: string; details?: Record<string, unknown> } };
