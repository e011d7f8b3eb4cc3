import { faultToAppError } from "@/lib/adapters/model-wire/fault-messages";
import type { ModelFault } from "@/lib/adapters/model-wire/model-fault";
import type { ModelServer } from "@/lib/adapters/model-wire/model-server";
import { waitText } from "@/lib/adapters/model-wire/wait-text";
import { AppError } from "@/lib/domain/errors";

/** Statuses that speak of what was sent. */
const OF_THE_TEXT = new Set([400, 413, 422]);

type Call = { server: ModelServer; model: string };

function ofRefusal(status: number, subject: string, addressSetting: string, model: string): string | null {
  if (status === 404) {
    return `${subject} knows no model called “${model.slice(0, 100)}”. Check EMBEDDINGS_MODEL and ${addressSetting}.`;
  }
  if (status === 400 || status === 413 || status === 422)
    return `${subject} did not accept a text (${status}).`;
  return null;
}

/** Nobody waits for a reply here, so what is said of replies, budgets and retries there is said otherwise. */
function sentenceFor(fault: ModelFault, { server: { subject, addressSetting }, model }: Call): string | null {
  switch (fault.kind) {
    case "stalled":
      return `${subject} sent nothing for ${waitText(fault.afterMs)}.`;
    case "malformed":
      return fault.what === "content-type"
        ? `${subject} answered with ${fault.found ?? "something else"} instead of vectors. Check ${addressSetting}.`
        : `${subject} sent something that cannot be read as vectors. Check ${addressSetting} and EMBEDDINGS_MODEL.`;
    case "dropped":
      return `The connection to ${subject.replace(/^T/, "t")} broke.`;
    case "refused":
      return ofRefusal(fault.status, subject, addressSetting, model);
    case "redirected":
    case "unreachable":
      return null;
    default:
      return fault satisfies never;
  }
}

/** The same codes as for chat models, in sentences about vectors. */
export function embeddingFault(fault: ModelFault, call: Call, thrown: unknown): AppError {
  const cause = thrown instanceof Error ? thrown : undefined;
  const error = faultToAppError(fault, call, false, cause);
  const sentence = sentenceFor(fault, call);
  if (sentence === null) return error;
  const refusedText = fault.kind === "refused" && OF_THE_TEXT.has(fault.status);
  const details = { ...error.details, ...(refusedText ? { refusedText } : {}) };
  return new AppError(error.code, sentence, {
    cause,
    details,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  });
}
