import { createHmac } from "node:crypto";
import { isIPv6 } from "node:net";
import type { ServerEnv } from "../env";

/** Set by our own front from the socket, over whatever the caller sent under this name. */
export const ADDRESS_HEADER = "x-throughline-address";

/** The front sets this in its process, which is Next's too. Without it the header is only what a caller claims. */
const FRONT = Symbol.for("throughline.front");

/** The caller's address where we can know it: from the operator's own proxy, or from our front; else null. */
export function addressOf(request: Request, env: Pick<ServerEnv, "trustProxy">): string | null {
  if (env.trustProxy) {
    // The last entry is the one our proxy wrote; those before it are the caller's to invent.
    const last = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
    if (last) return last;
  }
  const behindFront = (globalThis as Record<symbol, unknown>)[FRONT] === true;
  return behindFront ? request.headers.get(ADDRESS_HEADER) : null;
}

/** The key under which an address is limited: no address is ever stored, and one IPv6 network counts as one caller. */
export function addressHash(address: string | null, secret: string): string | null {
  if (address === null || address === "") return null;
  return createHmac("sha256", secret).update(networkOf(address)).digest("hex").slice(0, 32);
}

function networkOf(address: string): string {
  const bare = address.replace(/^\[|\]$/g, "").toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(bare)) return bare;
  // A household or a phone gets a whole /64.
  const [head = "", tail] = bare.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill("0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
