const SIGN_IN = "/sign-in";

/** Pages that show somebody's own things. */
const OWN = /^\/(?:$|(?:new|settings|c)(?:\/|$))/;
const SIGNING_IN = /^\/(?:sign-in|auth)(?:\/|$)/;

/** True for paths where it matters who is looking. */
export function concernsSession(path: string): boolean {
  return OWN.test(path) || SIGNING_IN.test(path);
}

type Visitor = { isGuest: boolean } | null;

/**
 * Where a visitor is sent instead, or null. A convenience: each page asks for its session itself. A guest may see the
 * sign-in page, to become an account.
 */
export function redirectFor(path: string, search: string, visitor: Visitor): string | null {
  if (visitor === null && OWN.test(path)) {
    const next = path + search;
    return next === "/" ? SIGN_IN : `${SIGN_IN}?next=${encodeURIComponent(next)}`;
  }
  if (visitor !== null && !visitor.isGuest && path === SIGN_IN) return "/";
  return null;
}
