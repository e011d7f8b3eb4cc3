import type { CookieOptions } from "@supabase/ssr";
import type { CookieJar } from "../session-cookie";

/** The cookies of a request, and a place for those that its response sets. */
export type RequestCookies = CookieJar & { writeTo(headers: Headers): void };

export function requestCookies(request: Request): RequestCookies {
  const cookies = parseCookies(request.headers.get("cookie"));
  const written: string[] = [];
  return {
    getAll: () => [...cookies].map(([name, value]) => ({ name, value })),
    setAll: (changes) => {
      for (const { name, value, options } of changes) {
        cookies.set(name, value);
        written.push(serializeCookie(name, value, options));
      }
    },
    writeTo: (headers) => {
      for (const line of written) headers.append("set-cookie", line);
    },
  };
}

function parseCookies(header: string | null): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header?.split(";") ?? []) {
    const cut = pair.indexOf("=");
    if (cut === -1) continue;
    const name = pair.slice(0, cut).trim();
    // RFC 6265: where a name comes twice, the cookie of the longer path comes first.
    if (!cookies.has(name)) cookies.set(name, decoded(pair.slice(cut + 1).trim()));
  }
  return cookies;
}

function decoded(value: string): string {
  const bare = value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

/** RFC 6265 section 4.1. */
function serializeCookie(name: string, value: string, options: CookieOptions): string {
  const parts = [`${name}=${encodeURIComponent(value)}`];
  if (options.maxAge !== undefined) parts.push(`Max-Age=${Math.floor(options.maxAge)}`);
  if (options.domain) parts.push(`Domain=${options.domain}`);
  parts.push(`Path=${options.path ?? "/"}`);
  if (options.expires) parts.push(`Expires=${options.expires.toUTCString()}`);
  if (options.httpOnly) parts.push("HttpOnly");
  if (options.secure) parts.push("Secure");
  const sameSite = typeof options.sameSite === "string" ? options.sameSite : "lax";
  parts.push(`SameSite=${sameSite.charAt(0).toUpperCase()}${sameSite.slice(1)}`);
  return parts.join("; ");
}
