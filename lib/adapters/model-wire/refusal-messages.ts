import type { ErrorCode } from "@/types/errors";
import type { RefusalFacts } from "./model-fault";
import type { ModelServer } from "./model-server";
import { waitText } from "./wait-text";

export type Said = { code: ErrorCode; message: string };
export type Call = { server: ModelServer; model: string };

const numbers = new Intl.NumberFormat("en-GB");

/** Ids come from lists that providers write, so their length is not ours to trust. */
function nameOf(model: string): string {
  return `“${model.length > 100 ? `${model.slice(0, 100)}…` : model}”`;
}

function whenAgain(facts: RefusalFacts): string {
  if (facts.retryAfterMs === null) return "Wait a little, then retry.";
  return `It can be sent again in ${waitText(facts.retryAfterMs)}.`;
}

function planText(subject: string, plan: NonNullable<RefusalFacts["tokensAMinute"]>): string {
  return `${subject} accepts ${numbers.format(plan.limit)} tokens a minute; this call needs ${numbers.format(plan.requested)}.`;
}

function keyRefused({ server }: Call): Said {
  const message = server.hasKey
    ? `${server.subject} does not accept the API key. Check ${server.keySetting} in .env.local and start again.`
    : `${server.subject} asks for an API key. Put it into .env.local as ${server.keySetting} and start again.`;
  return { code: "provider_key", message };
}

function modelMissing({ server, model }: Call, facts: RefusalFacts): Said {
  const message = facts.ownWords
    ? `${server.subject} offers no model called ${nameOf(model)} for this key. Choose another model.`
    : `${server.subject} answered “not found” for ${nameOf(model)}. Check ${server.addressSetting}, or choose another model.`;
  return { code: "provider_model", message };
}

function tooLarge({ server }: Call, facts: RefusalFacts): Said {
  const size = facts.tokensAMinute;
  const what =
    size === null ? `This call is larger than ${server.subject} accepts.` : planText(server.subject, size);
  return { code: "provider_refused", message: `${what} Lower the budget or the reply reserve, then retry.` };
}

function limited({ server }: Call, facts: RefusalFacts): Said {
  const size = facts.tokensAMinute;
  const what =
    size === null ? `${server.subject} accepts no more calls for now.` : planText(server.subject, size);
  return { code: "rate_limited", message: `${what} ${whenAgain(facts)}` };
}

const TOO_LONG = new Set(["context_length_exceeded", "context_window_exceeded", "string_above_max_length"]);
const GONE = new Set(["model_not_found", "model_decommissioned", "model_not_active"]);
const NO_CREDIT = new Set(["insufficient_quota", "billing_not_active", "blocked_api_access"]);

/** Refusals that say more through the provider's own word than through their status. */
function byReason(call: Call, facts: RefusalFacts): Said | null {
  const { subject } = call.server;
  const reason = facts.reason ?? "";
  if (NO_CREDIT.has(reason)) {
    const message = `The account of this key has no credit left at ${subject}. Add credit there, or choose another model.`;
    return { code: "provider_refused", message };
  }
  if (TOO_LONG.has(reason)) {
    const message = `This call is longer than ${nameOf(call.model)} can read. Lower the budget, or choose a model with a larger window.`;
    return { code: "provider_refused", message };
  }
  if (GONE.has(reason)) return modelMissing(call, facts);
  if (reason === "rate_limit_exceeded" && facts.status !== 413) return limited(call, facts);
  return null;
}

const behind = ({ server }: Call, facts: RefusalFacts): Said => ({
  code: "provider_unavailable",
  message: `${server.subject} is up, but what lies behind it does not answer (${facts.status}). Retry in a moment.`,
});

const BY_STATUS: Record<number, (call: Call, facts: RefusalFacts) => Said> = {
  401: keyRefused,
  403: ({ server, model }) => ({
    code: "provider_key",
    message: `${server.subject} does not let this key use ${nameOf(model)}. Check what ${server.keySetting} may do, or choose another model.`,
  }),
  404: modelMissing,
  413: tooLarge,
  429: limited,
  498: ({ server }) => ({
    code: "provider_busy",
    message: `${server.subject} has no room free for this call. Retry in a moment.`,
  }),
  502: behind,
  503: ({ server }, facts) => ({
    code: "provider_busy",
    message: `${server.subject} is overloaded. ${facts.retryAfterMs === null ? "Retry in a moment." : whenAgain(facts)}`,
  }),
  504: behind,
};

function byOtherStatus({ server }: Call, { status }: RefusalFacts): Said {
  if (status >= 500) {
    const message = `${server.subject} failed on its side (${status}). Retry in a moment.`;
    return { code: "provider_unavailable", message };
  }
  const message = `${server.subject} did not accept this call as it stands (${status}). Choose another model or a smaller budget.`;
  return { code: "provider_refused", message };
}

/** What an error status, or an error in the stream, means to the person who wrote the message. */
export function refusalMessage(call: Call, facts: RefusalFacts): Said {
  return byReason(call, facts) ?? BY_STATUS[facts.status]?.(call, facts) ?? byOtherStatus(call, facts);
}
