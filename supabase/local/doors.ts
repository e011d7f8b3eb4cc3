import type { IncomingHttpHeaders } from "node:http";
import { isLoopbackName } from "./settings";

/**
 * Why a request is not let in, or null. The stack listens on loopback only, so any other Host is a name that somebody
 * pointed here (DNS rebinding), and any other Origin is a page that has no business with it. The app's front, which
 * checks both by its own rules, speaks to it by its loopback address and without an Origin.
 */
export function closedDoor(headers: IncomingHttpHeaders, origins: readonly string[]): string | null {
  const allowed = new Set(origins.flatMap(hostnameOf));
  const host = hostnameOf(`http://${headers.host ?? ""}`)[0];
  if (host === undefined || !(isLoopbackName(host) || allowed.has(host)))
    return "This Host is not known here.";
  if (headers.origin === undefined) return null;
  const origin = hostnameOf(headers.origin)[0];
  if (origin !== undefined && (isLoopbackName(origin) || allowed.has(origin))) return null;
  return "Requests from this Origin are not allowed.";
}

/** No name for what is no URL; entries may be bare names too. */
function hostnameOf(text: string): string[] {
  try {
    const { hostname } = new URL(text.includes("://") ? text : `http://${text}`);
    return hostname === "" ? [] : [hostname.toLowerCase()];
  } catch {
    return [];
  }
}
