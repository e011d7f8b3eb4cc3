import { AppError } from "@/lib/domain/errors";
import { refreshSession } from "@/lib/adapters/supabase/refresh-session";
import { createUserClient, type UserClient } from "@/lib/adapters/supabase/user-client";
import type { TokenVerifier } from "@/lib/ports/token-verifier";
import type { UserId } from "@/types/ids";
import type { ServerEnv } from "./env";
import { readSessionCookie, writeSessionCookie, type CookieJar } from "./session-cookie";

/** A caller whose token was verified. */
export type Session = {
  userId: UserId;
  accessToken: string;
  isGuest: boolean;
  via: "cookie" | "bearer";
  /** The user's own client: row level security decides what it sees. */
  readonly supabase: UserClient;
};

type Deps = { env: Pick<ServerEnv, "supabase" | "cookieName">; verify: TokenVerifier };

/** A token is renewed this long before it runs out, as the browser's client does, so that none runs out on its way. */
const MARGIN_MS = 90_000;

/**
 * Who is calling, by bearer token or by cookie; null when nobody is signed in. A cookie whose token has run out is
 * refreshed and written back to the jar. Throws `unauthenticated` for a bearer token that does not hold, and
 * `database_unavailable` when nobody can tell.
 */
export async function readSession(
  authorization: string | null,
  jar: CookieJar,
  deps: Deps,
): Promise<Session | null> {
  const bearer = /^bearer\b(.*)$/i.exec(authorization ?? "")?.[1]?.trim();
  if (bearer !== undefined) {
    const session = await sessionOf(bearer, "bearer", deps);
    if (session === null) throw notSignedIn();
    return session;
  }
  const token = await tokenFromCookies(jar, deps.env);
  return token === null ? null : sessionOf(token, "cookie", deps);
}

/** What a caller without a session is told. */
export function notSignedIn(): AppError {
  return new AppError("unauthenticated", "You are not signed in, or your session has ended. Sign in again.");
}

async function sessionOf(
  accessToken: string,
  via: Session["via"],
  { env, verify }: Deps,
): Promise<Session | null> {
  const identity = await verify(accessToken);
  if (identity === null) return null;
  let client: UserClient | undefined;
  return {
    ...identity,
    accessToken,
    via,
    // Made when first asked for: a turn that is only resumed from memory needs no client.
    get supabase() {
      client ??= createUserClient(env.supabase.url, env.supabase.publishableKey, accessToken);
      return client;
    },
  };
}

async function tokenFromCookies(jar: CookieJar, env: Deps["env"]): Promise<string | null> {
  const session = await readSessionCookie(jar, env.cookieName);
  if (session === null) return null;
  const leftMs = session.expires_at * 1_000 - Date.now();
  if (leftMs > MARGIN_MS) return session.access_token;
  try {
    const renewed = await refreshSession(env.supabase, session.refresh_token);
    writeSessionCookie(jar, env.cookieName, renewed);
    return renewed?.access_token ?? null;
  } catch (error) {
    if (leftMs > 0) return session.access_token;
    throw error;
  }
}
