import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import { supabaseFetch } from "./supabase-fetch";

/** A session as @supabase/ssr keeps it in cookies; fields that only the browser reads are passed through. */
export const storedSession = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  /** Seconds since the epoch. */
  expires_at: z.number(),
});
export type StoredSession = z.output<typeof storedSession>;

const answer = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number(),
});

/** Requests that a page makes at once come with one and the same token, which can be used but once. */
const underWay = new Map<string, Promise<StoredSession | null>>();

/**
 * The session that follows on an old one; null when that one is over. Throws `database_unavailable` when nobody can
 * tell. Not left to supabase-js, which would try for half a minute while the caller waits.
 */
export function refreshSession(
  { url, publishableKey }: { url: string; publishableKey: string },
  refreshToken: string,
): Promise<StoredSession | null> {
  const present = underWay.get(refreshToken);
  if (present) return present;
  const asked = ask(url, publishableKey, refreshToken).finally(() => underWay.delete(refreshToken));
  underWay.set(refreshToken, asked);
  return asked;
}

async function ask(url: string, apikey: string, refreshToken: string): Promise<StoredSession | null> {
  const response = await supabaseFetch(`${url}/auth/v1/token?grant_type=refresh_token`, {
    method: "POST",
    headers: { apikey, "content-type": "application/json" },
    body: JSON.stringify({ refresh_token: refreshToken }),
  });
  // Too many requests says nothing about the session either.
  if (response.status >= 500 || response.status === 429) throw signInUnavailable(response.status);
  if (!response.ok) return null;
  const session = answer.parse(await response.json());
  return { ...session, expires_at: Math.floor(Date.now() / 1_000) + session.expires_in };
}

/** Nobody is signed out because a server is away: the caller is told to try again. */
export function signInUnavailable(cause: unknown): AppError {
  return new AppError(
    "database_unavailable",
    "The sign-in service cannot be reached. Try again in a moment.",
    {
      cause,
    },
  );
}
