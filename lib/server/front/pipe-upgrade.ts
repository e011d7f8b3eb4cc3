import http, { type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { upstreamHeaders } from "./forwarded-headers";
import type { Upstream } from "./pipe-request";

/** Sends a WebSocket's opening on to Supabase; once both sides agree, their bytes pass unread. */
export function pipeUpgrade(
  upstream: Upstream,
  path: string,
  address: string,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const asked = http.request({
    agent: false,
    host: upstream.url.hostname,
    port: upstream.url.port,
    path,
    headers: {
      ...upstreamHeaders(request, address, upstream.url.host),
      connection: "Upgrade",
      upgrade: request.headers.upgrade,
    },
  });
  asked.setTimeout(upstream.timeoutMs, () => asked.destroy());
  asked.on("error", () => socket.destroy());
  asked.on("response", (answer) => {
    refuseUpgrade(socket, `${answer.statusCode ?? 502} ${answer.statusMessage ?? ""}`);
    answer.resume();
  });
  asked.on("upgrade", (answer, peer, rest) => {
    asked.setTimeout(0);
    socket.write(openingOf(answer));
    socket.write(rest);
    peer.write(head);
    join(socket, peer);
    join(peer, socket);
  });
  socket.on("error", () => asked.destroy());
  socket.on("close", () => asked.destroy());
  asked.end();
}

function openingOf(answer: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${answer.statusCode ?? 101} ${answer.statusMessage ?? "Switching Protocols"}`];
  for (const [name, value] of Object.entries(answer.headers)) lines.push(`${name}: ${String(value)}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}

function join(from: Duplex, to: Duplex): void {
  from.on("error", () => to.destroy());
  from.on("close", () => to.destroy());
  from.pipe(to);
}

/** Answers the opening of a WebSocket with a status and no more. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
