import type { ErrorCode, ErrorBody } from "@/types/errors";

/** HTTP status of every code: mapped here once and completely. */
export const statusOf = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  turn_in_progress: 409,
  message_id_reused: 409,
  too_large: 413,
  message_over_budget: 422,
  cannot_store: 422,
  rate_limited: 429,
  provider_key: 502,
  provider_model: 502,
  provider_refused: 502,
  provider_malformed: 502,
  provider_busy: 503,
  provider_unavailable: 503,
  provider_stalled: 503,
  database_unavailable: 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number>;

/** Codes after which the very same request may succeed without anything being changed. */
const RETRYABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "turn_in_progress",
  "rate_limited",
  "provider_malformed",
  "provider_busy",
  "provider_unavailable",
  "provider_stalled",
  "database_unavailable",
  "internal",
]);

export type AppErrorOptions = {
  cause?: unknown;
  /** Numbers and names the reader needs; never content, never a secret. */
  details?: Record<string, unknown>;
  retryAfterMs?: number;
};

// Next bundles route handlers apart, so one process can hold this class several times: a mark tells, not the class.
const MARK: unique symbol = Symbol.for("throughline.AppError");

/** The only error that crosses a layer. `message` is a whole plain sentence that may be shown. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly [MARK] = true;
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details;
    this.retryAfterMs = options.retryAfterMs;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && MARK in value;
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }

  toBody(): ErrorBody {
    return {
      error: {
        code: this.code,
        message: this.message,
        ...(this.details === undefined ? {} : { details: this.details }),
      },
    };
  }
}

/** Wraps anything thrown: an AppError stays itself, the rest is a defect and says no more than that. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError("internal", "Something went wrong on our side. Nothing you wrote was lost.", {
    cause: thrown,
  });
}
