import { hostedTokenVerifier, localTokenVerifier } from "@/lib/adapters/supabase/token-verifier";
import type { TokenVerifier } from "@/lib/ports/token-verifier";
import { serverEnv } from "./env";

let verifier: TokenVerifier | undefined;

/** How this installation tells whether a token holds: by its own secret, or by the hosted project's keys. */
export function tokenVerifier(): TokenVerifier {
  if (verifier) return verifier;
  const { url, publishableKey, jwtSecret } = serverEnv().supabase;
  verifier = jwtSecret === null ? hostedTokenVerifier(url, publishableKey) : localTokenVerifier(jwtSecret);
  return verifier;
}
