import { ApiFailure, failureOf, unreachable } from "./api-failure";

export type HttpDeps = {
  /** "" in the browser: our own origin. */
  baseUrl: string;
  /** Renews the session; false when there is none to renew. Called once for any number of refused requests. */
  refresh: () => Promise<boolean>;
  /** The session is gone for good. */
  onSignedOut: () => void;
  /** Told after every answer (true) and every request without one (false). */
  onReach: (reached: boolean) => void;
};

export type HttpCall = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  signal?: AbortSignal | undefined;
  accept?: string;
  /** Is finished even when the page goes away meanwhile. */
  keepalive?: boolean;
};

export type HttpClient = {
  /** The raw answer, when it is a success. Throws ApiFailure; an abort stays an AbortError. */
  open: (call: HttpCall) => Promise<Response>;
  json: <Answer>(call: HttpCall) => Promise<Answer>;
};

/** fetch with our error shape, one renewal of the session on 401, and word of whether the server is there. */
export function createHttpClient(deps: HttpDeps): HttpClient {
  let renewal: Promise<boolean> | null = null;
  let renewals = 0;

  /** `before`: how many renewals there had been when the refused request left. */
  async function renew(before: number): Promise<boolean> {
    // Somebody else's 401 has renewed it while this request was on its way.
    if (renewals > before) return true;
    renewal ??= deps
      .refresh()
      .catch(() => false)
      .then((renewed) => {
        renewals += renewed ? 1 : 0;
        renewal = null;
        return renewed;
      });
    return renewal;
  }

  async function once(call: HttpCall): Promise<Response> {
    const headers: Record<string, string> = { accept: call.accept ?? "application/json" };
    // Also on bodiless mutations: the server takes cookies only together with a content type forms cannot send.
    if (call.method !== "GET") headers["content-type"] = "application/json";
    try {
      const response = await fetch(deps.baseUrl + call.path, {
        method: call.method,
        headers,
        credentials: "same-origin",
        cache: "no-store",
        signal: call.signal ?? null,
        keepalive: call.keepalive ?? false,
        ...(call.method === "GET" ? {} : { body: JSON.stringify(call.body ?? {}) }),
      });
      deps.onReach(true);
      return response;
    } catch (thrown) {
      if (call.signal?.aborted) throw thrown;
      deps.onReach(false);
      throw unreachable(thrown);
    }
  }

  async function open(call: HttpCall): Promise<Response> {
    const before = renewals;
    let response = await once(call);
    if (response.status === 401 && (await renew(before))) response = await once(call);
    if (response.ok) return response;
    const failure = await failureOf(response);
    if (failure.status === 401) deps.onSignedOut();
    throw failure;
  }

  const json = async <Answer>(call: HttpCall) => readJson<Answer>(await open(call), call.signal);
  return { open, json };
}

async function readJson<Answer>(response: Response, signal: AbortSignal | undefined): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch (thrown) {
    if (signal?.aborted) throw thrown;
    if (!(thrown instanceof SyntaxError)) throw unreachable(thrown);
    const message = "The server's answer could not be read.";
    throw new ApiFailure(response.status, "internal", message, { cause: thrown });
  }
}
