import {
  combineChunks,
  createChunks,
  DEFAULT_COOKIE_OPTIONS,
  isChunkLike,
  stringFromBase64URL,
  stringToBase64URL,
  type CookieOptions,
} from "@supabase/ssr";
import { storedSession, type StoredSession } from "@/lib/adapters/supabase/refresh-session";

/** Where cookies come from and where changed ones go: a route's request and response, or a page's. */
export type CookieJar = {
  getAll(): { name: string; value: string }[];
  setAll(cookies: { name: string; value: string; options: CookieOptions }[]): void;
};

/** How @supabase/ssr marks a value that it has encoded. */
const ENCODED = "base64-";

/** The session that a browser's cookies hold, unverified; null where there is none or it is garbage. */
export async function readSessionCookie(jar: CookieJar, name: string): Promise<StoredSession | null> {
  const cookies = new Map(jar.getAll().map((cookie) => [cookie.name, cookie.value]));
  const value = await combineChunks(name, (chunk) => cookies.get(chunk));
  if (value === null) return null;
  try {
    const text = value.startsWith(ENCODED) ? stringFromBase64URL(value.slice(ENCODED.length)) : value;
    return storedSession.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Replaces the session in the cookies, or takes it out. */
export function writeSessionCookie(jar: CookieJar, name: string, session: StoredSession | null): void {
  const chunks =
    session === null ? [] : createChunks(name, ENCODED + stringToBase64URL(JSON.stringify(session)));
  const kept = new Set(chunks.map((chunk) => chunk.name));
  const stale = jar.getAll().filter((cookie) => isChunkLike(cookie.name, name) && !kept.has(cookie.name));
  jar.setAll([
    ...stale.map((cookie) => ({
      name: cookie.name,
      value: "",
      options: { ...DEFAULT_COOKIE_OPTIONS, maxAge: 0 },
    })),
    ...chunks.map((chunk) => ({ ...chunk, options: DEFAULT_COOKIE_OPTIONS })),
  ]);
}
