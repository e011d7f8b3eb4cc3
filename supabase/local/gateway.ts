import { requestOf, type ApiCall } from "./api-call";
import { authApi } from "./auth/auth-api";
import type { AuthParts } from "./auth/auth-parts";
import { jsonAnswer, restError } from "./json-answer";
import type { LiteApi } from "./lite-api";
import type { Log } from "./log";

export const MOST_BODY_BYTES = 1024 * 1024;

export type GatewayParts = {
  auth: AuthParts;
  lite: LiteApi;
  log: Log;
  realtimeConnections: () => number;
  requestTimeoutMs: number;
};

/** Answers one call to the API, whatever happens behind it, within the time limit. */
export async function gateway(parts: GatewayParts, call: ApiCall): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Response>((resolve) => {
    timer = setTimeout(() => {
      parts.log("warn", "request took too long", { path: call.url.pathname });
      resolve(restError(504, "timeout", "The database took too long to answer. Try again."));
    }, parts.requestTimeoutMs);
  });
  try {
    return await Promise.race([route(parts, call), late]);
  } catch (error) {
    const reason = error instanceof Error ? error.name : "unknown";
    parts.log("error", "request failed", { path: call.url.pathname, reason });
    return restError(503, "unavailable", "The database could not be reached. Try again.");
  } finally {
    clearTimeout(timer);
  }
}

async function route(parts: GatewayParts, call: ApiCall): Promise<Response> {
  const { pathname } = call.url;
  if (call.body !== undefined && call.body.byteLength > MOST_BODY_BYTES) return tooLarge();
  if (pathname.startsWith("/auth/v1/")) return authApi(parts.auth, call);
  if (pathname.startsWith("/rest/v1/")) return parts.lite(requestOf(call));
  if (pathname === "/realtime/v1/health") {
    return jsonAnswer({ status: "ok", connections: parts.realtimeConnections() });
  }
  if (pathname.startsWith("/realtime/v1/api/broadcast")) {
    return restError(403, "ClientBroadcastRefused", "Only the database broadcasts here.");
  }
  return restError(404, "not_found", "The embedded Supabase has /auth/v1, /rest/v1 and /realtime/v1.");
}

export function tooLarge(): Response {
  return restError(413, "too_large", "The request is larger than 1 MiB.");
}
