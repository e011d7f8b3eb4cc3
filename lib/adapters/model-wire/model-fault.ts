import type { ProviderRate } from "@/lib/domain/rates/provider-rate";

/** What a provider says about its own refusal, reduced to parts that carry no free text. */
export type RefusalFacts = {
  status: number;
  /** The provider's own word for it, such as `model_not_found`; null when it is anything but a plain word. */
  reason: string | null;
  retryAfterMs: number | null;
  /** The plan's limit and this call's size in tokens, where the provider tells them. */
  tokensAMinute: { limit: number; requested: number } | null;
  /** What is left of that plan, from the headers. */
  rate: ProviderRate | null;
  /** Whether the body was an error in the provider's own format, not a page of some proxy. */
  ownWords: boolean;
};

/** Everything that can go wrong between a call and its last token. */
export type ModelFault =
  | ({ kind: "refused"; inStream: boolean } & RefusalFacts)
  | { kind: "redirected" }
  | { kind: "unreachable"; reason: "refused" | "unknown-name" | "certificate"; host: string }
  | { kind: "dropped" }
  | { kind: "stalled"; phase: "first-token" | "idle" | "total"; afterMs: number }
  | { kind: "malformed"; what: "content-type" | "json" | "too-long" | "unfinished"; found?: string };

/** Travels from where a fault is seen to where it becomes an AppError. Its message names the fault, never content. */
export class ModelFaultError extends Error {
  override readonly name = "ModelFaultError";
  readonly fault: ModelFault;

  constructor(fault: ModelFault) {
    super(`model fault: ${summaryOf(fault)}`);
    this.fault = fault;
  }
}

function summaryOf(fault: ModelFault): string {
  switch (fault.kind) {
    case "refused":
      return `${fault.inStream ? "error in the stream, " : ""}status ${fault.status} ${fault.reason ?? ""}`.trim();
    case "unreachable":
      return `unreachable, ${fault.reason}`;
    case "stalled":
      return `stalled, ${fault.phase}`;
    case "malformed":
      return `malformed, ${fault.what}`;
    case "redirected":
    case "dropped":
      return fault.kind;
    default:
      return fault satisfies never;
  }
}

/** The fault inside anything thrown, however deep an SDK has wrapped it. */
export function faultIn(thrown: unknown): ModelFault | null {
  let error = thrown;
  for (let depth = 0; depth < 5 && error instanceof Error; depth += 1) {
    if (error instanceof ModelFaultError) return error.fault;
    error = error.cause;
  }
  return null;
}
