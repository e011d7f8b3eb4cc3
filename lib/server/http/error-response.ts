import { type AppError, statusOf } from "@/lib/domain/errors";

/** The one shape of a refusal. `Retry-After` is in whole seconds, rounded up. */
export function errorResponse(error: AppError): Response {
  const response = Response.json(error.toBody(), { status: statusOf[error.code] });
  if (error.retryAfterMs !== undefined) {
    response.headers.set("retry-after", String(Math.max(1, Math.ceil(error.retryAfterMs / 1_000))));
  }
  return response;
}
