import { AppError, type AppErrorOptions } from "@/lib/domain/errors";
import type { ProviderRate } from "@/lib/domain/rates/provider-rate";
import type { ModelFault, RefusalFacts } from "./model-fault";
import { refusalMessage, type Call, type Said } from "./refusal-messages";
import { waitText } from "./wait-text";

const KEPT = "What arrived is kept; Retry asks again.";

function ofUnreachable({ server }: Call, fault: Extract<ModelFault, { kind: "unreachable" }>): Said {
  const { host, reason } = fault;
  const code = "provider_unavailable";
  switch (reason) {
    case "refused": {
      const message = `Nothing answers at ${host}. Check that the model server is running, and ${server.addressSetting}.`;
      return { code, message };
    }
    case "unknown-name": {
      const message = `The name ${host} cannot be found. Check this machine's network, and ${server.addressSetting}.`;
      return { code, message };
    }
    case "certificate": {
      const message = `The certificate of ${host} cannot be trusted, so nothing was sent. Check ${server.addressSetting}.`;
      return { code, message };
    }
    default:
      return reason satisfies never;
  }
}

function ofStall({ server }: Call, fault: Extract<ModelFault, { kind: "stalled" }>): Said {
  const time = waitText(fault.afterMs);
  const code = "provider_stalled";
  switch (fault.phase) {
    case "first-token":
      return { code, message: `${server.subject} sent nothing for ${time}. Retry, or choose another model.` };
    case "idle":
      return {
        code,
        message: `${server.subject} fell silent in the middle of the reply for ${time}. ${KEPT}`,
      };
    case "total":
      return { code, message: `The reply was not finished after ${time} and was ended. ${KEPT}` };
    default:
      return fault.phase satisfies never;
  }
}

function ofMalformed({ server }: Call, fault: Extract<ModelFault, { kind: "malformed" }>): Said {
  const { subject, addressSetting } = server;
  const code = "provider_malformed";
  switch (fault.what) {
    case "content-type": {
      const message = `${subject} answered with ${fault.found ?? "something else"} instead of a reply. Check ${addressSetting}.`;
      return { code, message };
    }
    case "json":
      return { code, message: `${subject} sent something that cannot be read as a reply. ${KEPT}` };
    case "too-long":
      return { code, message: `${subject} sent a line that does not end. ${KEPT}` };
    case "unfinished":
      return { code, message: `${subject} ended the reply in the middle. ${KEPT}` };
    default:
      return fault.what satisfies never;
  }
}

function ofDrop({ server }: Call, begun: boolean): Said {
  const message = begun
    ? `The connection to ${server.subject} broke in the middle of the reply. ${KEPT}`
    : `The connection to ${server.subject} broke before the reply began. Retry in a moment.`;
  return { code: "provider_unavailable", message };
}

function saidOf(fault: ModelFault, call: Call, begun: boolean): Said {
  switch (fault.kind) {
    case "refused": {
      const said = refusalMessage(call, fault);
      return fault.inStream && begun ? { ...said, message: `The reply broke off. ${said.message}` } : said;
    }
    case "redirected": {
      const { subject, addressSetting } = call.server;
      const message = `${subject} answered with a redirect, which is not followed: the key stays with its own server. Check ${addressSetting}.`;
      return { code: "provider_refused", message };
    }
    case "unreachable":
      return ofUnreachable(call, fault);
    case "dropped":
      return ofDrop(call, begun);
    case "stalled":
      return ofStall(call, fault);
    case "malformed":
      return ofMalformed(call, fault);
    default:
      return fault satisfies never;
  }
}

/** The one plain sentence for a fault. `begun`: part of the reply has already been shown. */
export function faultToAppError(fault: ModelFault, call: Call, begun: boolean, cause?: Error): AppError {
  const { code, message } = saidOf(fault, call, begun);
  const options: AppErrorOptions = {};
  if (cause !== undefined) options.cause = cause;
  if (fault.kind === "refused") {
    const rate = fault.rate ?? rateInWords(fault);
    options.details = { status: fault.status, ...(rate === null ? {} : { rate }) };
    if (fault.retryAfterMs !== null) options.retryAfterMs = fault.retryAfterMs;
  }
  return new AppError(code, message, options);
}

/** The plan as the refusal's own sentence tells it: used up where it names a wait, otherwise simply too small. */
function rateInWords({ tokensAMinute, retryAfterMs }: RefusalFacts): ProviderRate | null {
  if (tokensAMinute === null) return null;
  const { limit } = tokensAMinute;
  return retryAfterMs === null
    ? { limit, remaining: limit, resetMs: 0 }
    : { limit, remaining: 0, resetMs: retryAfterMs };
}
