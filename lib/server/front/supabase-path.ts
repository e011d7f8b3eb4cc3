const PREFIX = "/supabase/";
const SERVICES = /^(auth|rest|realtime)\/v1(\/[A-Za-z0-9._~-]+)+\/?$/;

/** True for everything that is meant for Supabase, allowed or not. */
export function isForSupabase(url: string): boolean {
  return url === "/supabase" || url.startsWith(PREFIX) || url.startsWith("/supabase?");
}

/**
 * The path and query to ask Supabase for, or null when nobody may ask for it through us: only the three services, not
 * the administration of accounts, and no spelling that a server behind us might read in another way (no percent signs,
 * empty or dotted segments).
 */
export function supabasePath(url: string): string | null {
  const [path = "", ...query] = url.slice(PREFIX.length).split("?");
  if (!SERVICES.test(path)) return null;
  const segments = path.split("/");
  if (segments.some((segment) => segment === "." || segment === "..")) return null;
  if (segments[0] === "auth" && segments[2]?.toLowerCase() === "admin") return null;
  return `/${path}${query.length === 0 ? "" : `?${query.join("?")}`}`;
}
