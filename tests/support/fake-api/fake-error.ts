/** A refusal in the API's own shape. */
export function error(status: number, code?: string, details?: Record<string, unknown>) {
  const codes: Record<number, string> = {
    400: "invalid_input",
    401: "unauthenticated",
    404: "not_found",
    409: "turn_in_progress",
    422: "message_over_budget",
    429: "rate_limited",
  };
  const named = code ?? codes[status] ?? "internal";
  return { error: { code: named, message: `A plain sentence about ${named}.`, details } };
}
