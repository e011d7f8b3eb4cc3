import type { ServerResponse } from "node:http";
import { USUAL_COUNTING, type Behaviour } from "./behaviour";
import { PromptCache } from "./prompt-cache";
import { SECRET_IN_BODIES } from "./status-faults";
import { durationText, TokenPlan, type Admission } from "./token-plan";
import { promptTokens } from "./usage";
import type { ChatRequest } from "./wire";

/** A call that the provider takes on: what its prompt counts, and how to charge what it came to. */
export type AcceptedCall = {
  prompt: number;
  cached: number;
  headers: Record<string, string>;
  settle: (used: number) => void;
};

type Refusal = {
  status: number;
  headers: Record<string, string>;
  message: string;
  type: string;
  code: string;
};

/** Without a limit of its own a reply takes this much of a plan. */
const USUAL_REPLY = 1_024;

/** Counts, plan, window and cache of the scripted provider. */
export class ProviderSide {
  #behaviour: Behaviour = {};
  #plan: TokenPlan | null = null;
  readonly #cache = new PromptCache();
  /** Calls refused for their size or for the plan. */
  refusals = 0;

  behave(behaviour: Behaviour): void {
    this.#behaviour = { ...this.#behaviour, ...behaviour };
    const { plan } = behaviour;
    if (plan !== undefined) this.#plan = plan === null ? null : new TokenPlan(plan, () => performance.now());
  }

  get window(): number | null {
    return this.#behaviour.window ?? null;
  }

  scripted(request: ChatRequest): string | null {
    return this.#behaviour.answer?.(request) ?? null;
  }

  /** Takes a call on, or answers with a refusal and returns null. */
  take(request: ChatRequest, response: ServerResponse): AcceptedCall | null {
    const prompt = promptTokens(request, this.#behaviour.counting ?? USUAL_COUNTING);
    const wanted = prompt + (request.maxTokens ?? USUAL_REPLY);
    if (this.window !== null && wanted > this.window)
      return this.#refuse(response, tooLong(this.window, wanted));
    const admitted = this.#plan?.admit(wanted) ?? null;
    if (admitted !== null && admitted.kind !== "admitted") {
      const limit = Number(admitted.headers["x-ratelimit-limit-tokens"]);
      return this.#refuse(response, overPlan(admitted, limit, wanted, request.model));
    }
    return {
      prompt,
      cached: this.#behaviour.caches === true ? this.#cache.lookUp(request) : 0,
      headers: admitted?.headers ?? {},
      settle: admitted?.settle ?? (() => undefined),
    };
  }

  #refuse(response: ServerResponse, { status, headers, ...error }: Refusal): null {
    this.refusals += 1;
    response.writeHead(status, { ...headers, "content-type": "application/json" });
    response.end(JSON.stringify({ error }));
    return null;
  }
}

function tooLong(window: number, wanted: number): Refusal {
  return {
    status: 400,
    headers: {},
    message: `This model's maximum context length is ${window} tokens, you asked for ${wanted}, ${SECRET_IN_BODIES}.`,
    type: "invalid_request_error",
    code: "context_length_exceeded",
  };
}

function overPlan(
  { kind, headers, used, waitMs }: Exclude<Admission, { kind: "admitted" }>,
  limit: number,
  wanted: number,
  model: string,
): Refusal {
  const plan = `model \`${model}\` in organization \`${SECRET_IN_BODIES}\` service tier \`on_demand\` on tokens per minute (TPM)`;
  const shared = { type: "tokens", code: "rate_limit_exceeded" };
  if (kind === "too_large") {
    const message = `Request too large for ${plan}: Limit ${limit}, Requested ${wanted}, please reduce your message size and try again.`;
    return { status: 413, headers, message, ...shared };
  }
  const again = `Please try again in ${durationText(waitMs)}.`;
  const message = `Rate limit reached for ${plan}: Limit ${limit}, Used ${used}, Requested ${wanted}. ${again}`;
  const wait = { "retry-after": String(Math.ceil(waitMs / 1_000)) };
  return { status: 429, headers: { ...headers, ...wait }, message, ...shared };
}
