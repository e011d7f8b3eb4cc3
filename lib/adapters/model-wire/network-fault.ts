import { faultIn, type ModelFault } from "./model-fault";

const REFUSED = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "ETIMEDOUT",
]);
const UNKNOWN_NAME = new Set(["ENOTFOUND", "EAI_AGAIN"]);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;
const STALLED = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);
/** undici gives up on headers, and between two pieces of a body, after this time; fetch cannot change it. */
const UNDICI_MS = 300_000;

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** Every code in a chain of causes, aggregates (one per address tried) included. */
function codesIn(thrown: unknown): string[] {
  const codes: string[] = [];
  let error = thrown;
  for (let depth = 0; depth < 6 && error instanceof Error; depth += 1) {
    const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
    for (const candidate of [error, ...inner]) {
      const code = codeOf(candidate);
      if (code !== null) codes.push(code);
    }
    error = error.cause;
  }
  return codes;
}

/** What a thrown error says about the connection. Anything unknown counts as a connection that broke. */
export function networkFault(thrown: unknown, host: string): ModelFault {
  const known = faultIn(thrown);
  if (known !== null) return known;
  for (const code of codesIn(thrown)) {
    if (REFUSED.has(code)) return { kind: "unreachable", reason: "refused", host };
    if (UNKNOWN_NAME.has(code)) return { kind: "unreachable", reason: "unknown-name", host };
    if (CERTIFICATE.test(code)) return { kind: "unreachable", reason: "certificate", host };
    if (STALLED.has(code)) return { kind: "stalled", phase: "first-token", afterMs: UNDICI_MS };
  }
  return { kind: "dropped" };
}
