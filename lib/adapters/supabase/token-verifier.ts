import { createClient } from "@supabase/supabase-js";
import { errors, jwtVerify } from "jose";
import { z } from "zod";
import type { Identity, TokenVerifier } from "@/lib/ports/token-verifier";
import { userId } from "@/types/api";
import { signInUnavailable } from "./refresh-session";
import { serverSocket } from "./server-socket";
import { supabaseFetch } from "./supabase-fetch";

const claimsOfUser = z.object({
  sub: userId,
  role: z.literal("authenticated"),
  is_anonymous: z.boolean().optional(),
});

function identityOf(claims: unknown): Identity | null {
  const parsed = claimsOfUser.safeParse(claims);
  if (!parsed.success) return null;
  return { userId: parsed.data.sub, isGuest: parsed.data.is_anonymous ?? false };
}

/** Verifies with the embedded stack's own HS256 secret, in process. */
export function localTokenVerifier(jwtSecret: string): TokenVerifier {
  const key = new TextEncoder().encode(jwtSecret);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ["HS256"], requiredClaims: ["exp"] });
      return identityOf(payload);
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  };
}

/** getClaims throws where a token's parts are not even base64 or JSON. */
const NOT_A_TOKEN = { data: null, error: null };

/** Verifies with the project's published keys, which are fetched once and kept; older projects are asked each time. */
export function hostedTokenVerifier(url: string, publishableKey: string): TokenVerifier {
  const { auth } = createClient(url, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: supabaseFetch },
    realtime: { transport: serverSocket },
  });
  return async (token) => {
    const { data, error } = await auth.getClaims(token).catch(() => NOT_A_TOKEN);
    // A project that cannot be asked has not refused the token.
    if (error && (error.status ?? 400) >= 500) throw signInUnavailable(error);
    return identityOf(data?.claims);
  };
}
