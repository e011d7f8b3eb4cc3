import { isIP } from "node:net";
import { isLoopback } from "../loopback";

/** `host` is the address we listen on, `origins` the further ones people use, such as https://chat.example.org. */
export type OwnNames = { host: string; origins: readonly string[] };

/** The name in a Host header without its port, or null where it is none. */
function nameOf(hostHeader: string): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(hostHeader);
  return match?.[1]?.replace(/^\[|\]$/g, "").toLowerCase() ?? null;
}

/**
 * True when a request's Host is one of ours. A page of a foreign name that was pointed at our address (DNS rebinding)
 * sends its own name. Known are loopback names, addresses unless we listen on loopback alone, HOST, and the configured
 * origins.
 */
export function isKnownHost(hostHeader: string | null | undefined, own: OwnNames): boolean {
  const name = nameOf(hostHeader ?? "");
  if (name === null) return false;
  if (isLoopback(name)) return true;
  if (!isLoopback(own.host) && (isIP(name) !== 0 || name === own.host.toLowerCase())) return true;
  return own.origins.some((origin) => new URL(origin).hostname === name);
}

/**
 * True when an Origin is the one that this request was sent to, or a configured one. Another port of the same machine is a foreign
 * origin, though cookies go to both.
 */
export function isOwnOrigin(
  origin: string | null | undefined,
  hostHeader: string | null | undefined,
  own: OwnNames,
): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  if (own.origins.includes(origin)) return true;
  const { host, protocol } = new URL(origin);
  if (protocol !== "http:" && protocol !== "https:") return false;
  // A name that is configured has its scheme and port configured too.
  if (own.origins.some((configured) => new URL(configured).host === host)) return false;
  return host === hostHeader?.toLowerCase() && isKnownHost(hostHeader, own);
}
