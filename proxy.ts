import { NextResponse, type NextRequest } from "next/server";
import { AppError } from "@/lib/domain/errors";
import { serverEnv } from "@/lib/server/env";
import { requireKnownHost } from "@/lib/server/http/doors";
import { errorResponse } from "@/lib/server/http/error-response";
import { isReadablePath, nothingHere } from "@/lib/server/http/nothing-here";
import { contentSecurityPolicy, PAGE_HEADERS } from "@/lib/server/http/security-headers";
import { concernsSession, redirectFor } from "@/lib/server/page-gate";
import { createLog } from "@/lib/server/log";
import { readSession, type Session } from "@/lib/server/session";
import type { CookieJar } from "@/lib/server/session-cookie";
import { tokenVerifier } from "@/lib/server/verify-token";

/** Before every page: our own names only, a fresh session, a nonce of its own. Who may see what is decided by the page. */
export async function proxy(request: NextRequest): Promise<Response> {
  try {
    requireKnownHost(request, serverEnv());
  } catch (error) {
    if (error instanceof AppError) return errorResponse(error);
    throw error;
  }
  const { pathname } = request.nextUrl;
  if (!isReadablePath(pathname)) return unreadable(request, pathname);
  if (pathname.startsWith("/api/")) return NextResponse.next();
  const refreshed: Parameters<CookieJar["setAll"]>[0] = [];
  const response = await answer(request, refreshed);
  for (const { name, value, options } of refreshed) response.cookies.set(name, value, options);
  if (refreshed.length > 0) response.headers.set("cache-control", "private, no-store");
  return response;
}

async function answer(
  request: NextRequest,
  refreshed: Parameters<CookieJar["setAll"]>[0],
): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  if (concernsSession(pathname)) {
    const visitor = await visitorOf(request, refreshed);
    const elsewhere = visitor === "unknown" ? null : redirectFor(pathname, search, visitor);
    if (elsewhere !== null) return NextResponse.redirect(new URL(elsewhere, request.url));
  }
  return pageWithPolicy(request);
}

/** Next answers a path that it cannot decode with a bare 500. */
function unreadable(request: NextRequest, pathname: string): Response {
  if (pathname.startsWith("/api/")) return errorResponse(nothingHere());
  return pageWithPolicy(request, new URL("/nothing-here", request.url));
}

/** "unknown" while the sign-in service is away: the page says so, instead of sending people to sign in. */
async function visitorOf(
  request: NextRequest,
  refreshed: Parameters<CookieJar["setAll"]>[0],
): Promise<Session | null | "unknown"> {
  const jar: CookieJar = {
    getAll: () => request.cookies.getAll(),
    setAll: (cookies) => {
      // For the page that is about to be rendered, and for the browser.
      for (const { name, value } of cookies) request.cookies.set(name, value);
      refreshed.push(...cookies);
    },
  };
  try {
    return await readSession(null, jar, { env: serverEnv(), verify: tokenVerifier() });
  } catch (error) {
    createLog(serverEnv().logLevel).warn({ err: error }, "page.session_unknown");
    return "unknown";
  }
}

function pageWithPolicy(request: NextRequest, instead?: URL): NextResponse {
  const { supabase } = serverEnv();
  const policy = contentSecurityPolicy({
    nonce: btoa(crypto.randomUUID()),
    development: process.env.NODE_ENV === "development",
    supabaseOrigin: supabase.hosted ? new URL(supabase.url).origin : null,
  });
  const headers = new Headers(request.headers);
  // Next reads the nonce out of the request's own policy and puts it on every script.
  headers.set("content-security-policy", policy);
  const init = { request: { headers } };
  const response = instead ? NextResponse.rewrite(instead, init) : NextResponse.next(init);
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(PAGE_HEADERS)) response.headers.set(name, value);
  return response;
}

/** Pages and files, and of the API only what may be unreadable: its routes look after themselves. */
export const config = { matcher: ["/((?!api/|_next/static/|_next/image/).*)", "/api/(.*%.*)"] };
