import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { ADDRESS_HEADER } from "../http/address";

/** What a proxy says about the caller. Nobody but a proxy of the operator's own is believed. */
const CLAIMS = /^(forwarded|via|x-forwarded-.*|x-real-ip|x-client-ip|cf-connecting-ip|true-client-ip)$/;

/** What concerns one connection and not the message. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The caller's address: the socket's, or the last one the operator's proxy wrote. */
export function callerAddress(request: IncomingMessage, trustProxy: boolean): string {
  const peer = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  if (!trustProxy) return peer;
  const forwarded = request.headers["x-forwarded-for"];
  const list = Array.isArray(forwarded) ? forwarded.join(",") : (forwarded ?? "");
  return list.split(",").at(-1)?.trim() || peer;
}

/** Makes a request safe for Next, in place: claims about the caller go, and the address we know comes in. */
export function replaceClaims(request: IncomingMessage, address: string, trustProxy: boolean): void {
  for (const name of Object.keys(request.headers)) {
    const internal = name.startsWith("x-middleware-") || name === ADDRESS_HEADER;
    if (internal || (!trustProxy && CLAIMS.test(name))) Reflect.deleteProperty(request.headers, name);
  }
  request.headers[ADDRESS_HEADER] = address;
}

/** The headers of a request to Supabase: no cookies, no Origin (it has been checked), and the caller's true address. */
export function upstreamHeaders(
  request: IncomingMessage,
  address: string,
  host: string,
): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries(request.headers)) {
    const dropped = HOP_BY_HOP.has(name) || CLAIMS.test(name) || name === "cookie" || name === "origin";
    if (!dropped && name !== ADDRESS_HEADER) headers[name] = value;
  }
  return { ...headers, host, "x-forwarded-for": address };
}

/** The headers of Supabase's answer as they go on to the caller. */
export function downstreamHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
