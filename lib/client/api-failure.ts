import type { ErrorBody, ErrorCode } from "@/types/errors";

/** `unreachable`: no answer at all; the request may or may not have arrived. */
export type FailureCode = ErrorCode | "unreachable";

/** A request that did not work. `message` is a whole plain sentence that may be shown. */
export class ApiFailure extends Error {
  override readonly name = "ApiFailure";
  /** 0 when there was no answer. */
  readonly status: number;
  readonly code: FailureCode;
  readonly details: Record<string, unknown> | null;
  readonly retryAfterMs: number | null;

  constructor(
    status: number,
    code: FailureCode,
    message: string,
    more: { details?: Record<string, unknown> | null; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.status = status;
    this.code = code;
    this.details = more.details ?? null;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}

export function unreachable(cause: unknown): ApiFailure {
  const message = "The server cannot be reached. Nothing you wrote was lost.";
  return new ApiFailure(0, "unreachable", message, { cause });
}

/** Reads a refused answer; one that is not in our own words (a proxy's page) becomes a plain sentence. */
export async function failureOf(response: Response): Promise<ApiFailure> {
  const retryAfterMs = retryAfter(response.headers.get("retry-after"));
  const body: unknown = await response.json().catch(() => null);
  if (isErrorBody(body)) {
    const { code, message, details } = body.error;
    return new ApiFailure(response.status, code, message, { details: details ?? null, retryAfterMs });
  }
  const code = response.status >= 500 ? "internal" : "invalid_input";
  const message = `The server answered ${response.status} without saying why. Nothing you wrote was lost.`;
  return new ApiFailure(response.status, code, message, { retryAfterMs });
}

/** Whatever was thrown, as a failure. */
export function toFailure(thrown: unknown): ApiFailure {
  return thrown instanceof ApiFailure ? thrown : unreachable(thrown);
}

function retryAfter(header: string | null): number | null {
  const seconds = Number(header);
  return header === null || !Number.isFinite(seconds) ? null : Math.max(0, seconds * 1_000);
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  const { error } = body;
  return typeof error === "object" && error !== null && "code" in error && "message" in error;
}
