import { statusOf, toAppError } from "@/lib/domain/errors";
import type { Logger } from "../log";
import { services } from "../services";
import { notSignedIn, readSession, type Session } from "../session";
import { addressHash, addressOf } from "./address";
import { requireGuestsAllowed, requireKnownHost, requireOwnPage } from "./doors";
import { errorResponse } from "./error-response";
import { requestCookies } from "./request-cookies";
import { REQUEST_ID_HEADER, requestIdOf } from "./request-id";

export type PublicCall<P> = { request: Request; params: P; requestId: string; log: Logger };

export type ApiCall<P> = PublicCall<P> & { session: Session; addressHash: string | null };

type RouteContext<P> = { params: Promise<P> };
export type RouteHandler<P> = (request: Request, context: RouteContext<P>) => Promise<Response>;

/** A route for signed-in callers: doors, session, one error body for everything that can go wrong. */
export function apiRoute<P = unknown>(handler: (call: ApiCall<P>) => Promise<Response>): RouteHandler<P> {
  return answering<P>(async (call) => {
    const { env, verifyToken } = services();
    const jar = requestCookies(call.request);
    const authorization = call.request.headers.get("authorization");
    const session = await readSession(authorization, jar, { env, verify: verifyToken });
    const finish = (response: Response) => {
      jar.writeTo(response.headers);
      return response;
    };
    try {
      if (session === null) throw notSignedIn();
      if (session.via === "cookie") requireOwnPage(call.request, env);
      requireGuestsAllowed(call.request, session, env);
      const hash = addressHash(addressOf(call.request, env), env.supabase.secretKey);
      return finish(await handler({ ...call, session, addressHash: hash }));
    } catch (error) {
      // A session that was refreshed before the failure is still the caller's.
      return finish(failed(error, call));
    }
  });
}

/** A route that anybody may call, under a name of ours. */
export function publicRoute<P = unknown>(
  handler: (call: PublicCall<P>) => Promise<Response>,
): RouteHandler<P> {
  return answering(handler);
}

function answering<P>(handler: (call: PublicCall<P>) => Promise<Response>): RouteHandler<P> {
  return async (request, context) => {
    const { env, log: root } = services();
    const requestId = requestIdOf(request);
    const log = root.child({ requestId });
    const started = performance.now();
    const call = { request, requestId, log };
    let response: Response;
    try {
      requireKnownHost(request, env);
      response = await handler({ ...call, params: await context.params });
    } catch (error) {
      response = failed(error, call);
    }
    response.headers.set(REQUEST_ID_HEADER, requestId);
    response.headers.set("x-content-type-options", "nosniff");
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-store");
    const ms = Math.round(performance.now() - started);
    log.debug(
      { method: request.method, path: pathOf(request), status: response.status, ms },
      "request.answered",
    );
    return response;
  };
}

function pathOf(request: Request): string {
  return new URL(request.url).pathname;
}

function failed(thrown: unknown, { request, log }: Pick<PublicCall<unknown>, "request" | "log">): Response {
  const error = toAppError(thrown);
  const line = { method: request.method, path: pathOf(request), code: error.code, err: error };
  if (error.code === "internal") log.error(line, "request.failed");
  else if (statusOf[error.code] >= 500) log.warn(line, "request.failed");
  return errorResponse(error);
}
