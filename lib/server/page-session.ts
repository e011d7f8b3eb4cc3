import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { serverEnv } from "./env";
import { readSession, type Session } from "./session";
import { tokenVerifier } from "./verify-token";

/** Who is looking at this page; null when nobody is signed in. Read once a request. */
export const pageSession = cache(async (): Promise<Session | null> => {
  const store = await cookies();
  const jar = {
    getAll: () => store.getAll(),
    // A page cannot set cookies; proxy.ts has refreshed them before it was rendered.
    setAll: () => undefined,
  };
  return readSession(null, jar, { env: serverEnv(), verify: tokenVerifier() });
});

/** The session of a page that needs one; whoever has none is sent to sign in. */
export async function requireSession(): Promise<Session> {
  const session = await pageSession();
  if (session === null) redirect("/sign-in");
  return session;
}
