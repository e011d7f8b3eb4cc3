import type { ServerResponse } from "node:http";
import type { Fault, FaultKind } from "./faults";

/** Stands in every error body, as providers repeat keys and account names in theirs: it must never be shown. */
export const SECRET_IN_BODIES = "org_01secretorganisation";

type Answer = { status: number; message: string; type: string; code?: string };

const trouble = (status: number): Answer => ({
  status,
  message: `Trouble at ${SECRET_IN_BODIES}`,
  type: "server_error",
});

const PLAN = `in organization \`${SECRET_IN_BODIES}\` service tier \`on_demand\` on tokens per minute (TPM)`;

const ANSWERS: Partial<Record<FaultKind, Answer>> = {
  "400": { status: 400, message: `'messages.0': bad, ${SECRET_IN_BODIES}`, type: "invalid_request_error" },
  "401": {
    status: 401,
    message: `Invalid API Key of ${SECRET_IN_BODIES}`,
    type: "invalid_request_error",
    code: "invalid_api_key",
  },
  "403": { status: 403, message: `Not allowed for ${SECRET_IN_BODIES}`, type: "permissions_error" },
  "404": {
    status: 404,
    message: `The model \`asked-for\` does not exist or ${SECRET_IN_BODIES} has no access to it.`,
    type: "invalid_request_error",
    code: "model_not_found",
  },
  "413": {
    status: 413,
    message: `Request too large for model ${PLAN}: Limit 8000, Requested 9120, please reduce your message size.`,
    type: "tokens",
    code: "rate_limit_exceeded",
  },
  "429": {
    status: 429,
    message: `Rate limit reached ${PLAN}: Limit 8000, Used 6210, Requested 5143. Please try again in 25.2s.`,
    type: "tokens",
    code: "rate_limit_exceeded",
  },
  "498": { status: 498, message: SECRET_IN_BODIES, type: "capacity", code: "capacity_exceeded" },
  "500": trouble(500),
  "502": trouble(502),
  "503": trouble(503),
  "503-retry-after": trouble(503),
  "504": trouble(504),
  "no-credit": {
    status: 429,
    message: `You exceeded your current quota, ${SECRET_IN_BODIES}`,
    type: "insufficient_quota",
    code: "insufficient_quota",
  },
  "context-length": {
    status: 400,
    message: `Please reduce the length of the messages or completion, ${SECRET_IN_BODIES}.`,
    type: "invalid_request_error",
    code: "context_length_exceeded",
  },
};

/** Answers with an error status; false when the fault is none of that sort. */
export function answerWithStatus(response: ServerResponse, fault: Fault): boolean {
  const answer = ANSWERS[fault.kind];
  if (answer === undefined) return false;
  const waits = fault.kind === "429" || fault.kind === "503-retry-after";
  const { status, ...error } = answer;
  response.writeHead(status, {
    "content-type": "application/json",
    ...(waits ? { "retry-after": String(fault.retryAfterSeconds) } : {}),
  });
  response.end(JSON.stringify({ error }));
  return true;
}
