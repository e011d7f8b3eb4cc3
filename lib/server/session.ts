import { createServerClient, type CookieOptions } from "@supabase/ssr";
import { AppError } from "@/lib/domain/errors";
import { serverSocket } from "@/lib/adapters/supabase/server-socket";
import { supabaseFetch } from "@/lib/adapters/supabase/supabase-fetch";
import { isUnreachable, signInUnavailable } from "@/lib/adapters/supabase/token-verifier";
import { createUserClient, type UserClient } from "@/lib/adapters/supabase/user-client";
import type { TokenVerifier } from "@/lib/ports/token-verifier";
import type { UserId } from "@/types/ids";
import type { ServerEnv } from "./env";

/** A caller whose token was verified. */
export type Session = {
  userId: UserId;
  accessToken: string;
  isGuest: boolean;
  via: "cookie" | "bearer";
  /** The user's own client: row level security decides what it sees. */
  readonly supabase: UserClient;
};

/** Where cookies come from and where refreshed ones go: a route's request and response, or a page's. */
export type CookieJar = {
  getAll(): { name: string; value: string }[];
  setAll(cookies: { name: string; value: string; options: CookieOptions }[]): void;
};

type Deps = { env: Pick<ServerEnv, "supabase" | "cookieName">; verify: TokenVerifier };

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
  const bearer = /^bearer +(.*)$/i.exec(authorization ?? "")?.[1]?.trim();
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
  const name = env.cookieName;
  const present = jar.getAll().some((cookie) => cookie.name === name || cookie.name.startsWith(`${name}.`));
  if (!present) return null;
  const { auth } = createServerClient(env.supabase.url, env.supabase.publishableKey, {
    cookieOptions: { name },
    cookies: { getAll: () => jar.getAll(), setAll: (cookies) => jar.setAll(cookies) },
    global: { fetch: supabaseFetch },
    realtime: { transport: serverSocket },
  });
  // Only its token is used, and that is verified next: the session itself is whatever the cookie says.
  const { data, error } = await auth.getSession();
  if (error && isUnreachable(error)) throw signInUnavailable(error);
  return data.session?.access_token ?? null;
}
