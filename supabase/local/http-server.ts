import http from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { ApiCall } from "./api-call";
import { closedDoor } from "./doors";
import { MOST_BODY_BYTES, tooLarge } from "./gateway";
import { restError } from "./json-answer";
import { refuseUpgrade } from "./realtime/realtime-server";
import { isLoopbackName } from "./settings";
import { StackProblem } from "./stack-problem";

export type Handlers = {
  answer: (call: ApiCall) => Promise<Response>;
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

export type StackServer = {
  port: number;
  /** Until this is called every request is answered 503: the port is taken before the database is opened. */
  open: (handlers: Handlers) => void;
  close: () => Promise<void>;
};

/** Longer than the front's, which keeps its connections for five seconds: neither side writes into a closing one. */
const KEEP_ALIVE_MS = 75_000;

/** Listens on 127.0.0.1, or says that the port is taken. */
export async function listen(port: number, origins: readonly string[]): Promise<StackServer> {
  let handlers: Handlers | null = null;
  const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    void respond(handlers, origins, request, response);
  });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    if (closedDoor(request.headers, origins) !== null) refuseUpgrade(socket, "403 Forbidden");
    else if (handlers === null) refuseUpgrade(socket, "503 Service Unavailable");
    else if (pathOf(request) !== "/realtime/v1/websocket") refuseUpgrade(socket, "404 Not Found");
    else handlers.upgrade(request, socket, head);
  });
  await listening(server, port);
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    open: (given) => {
      handlers = given;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const impatient = setTimeout(() => server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(impatient);
    },
  };
}

function listening(server: http.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") reject(error);
      else {
        const sentence = `Port ${port} is taken by another program. Stop it, or set SUPABASE_LOCAL_PORT to another.`;
        reject(new StackProblem(sentence));
      }
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

async function respond(
  handlers: Handlers | null,
  origins: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await write(await answer(handlers, origins, request), response);
  } catch {
    response.destroy();
  }
}

async function answer(
  handlers: Handlers | null,
  origins: readonly string[],
  request: IncomingMessage,
): Promise<Response> {
  const closed = closedDoor(request.headers, origins);
  if (closed !== null) return restError(403, "forbidden", closed);
  if (handlers === null) return restError(503, "starting", "The database is still being opened.");
  const body = await readBody(request);
  return body === "too large" ? tooLarge() : handlers.answer(callFrom(request, body));
}

/** Read whole before anything else happens, so that a slow sender never holds the database. */
async function readBody(
  request: IncomingMessage,
): Promise<Uint8Array<ArrayBuffer> | undefined | "too large"> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped: answering while the sender still writes would reset the connection.
    if (size <= MOST_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
    if (size > 16 * MOST_BODY_BYTES) request.destroy();
  }
  if (size > MOST_BODY_BYTES) return "too large";
  return size === 0 ? undefined : new Uint8Array(Buffer.concat(chunks));
}

function callFrom(request: IncomingMessage, body: Uint8Array<ArrayBuffer> | undefined): ApiCall {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const path = request.url ?? "/";
  const url = new URL(
    `http://${request.headers.host ?? "127.0.0.1"}${path.startsWith("/") ? path : `/${path}`}`,
  );
  return { method: request.method ?? "GET", url, headers, body, address: addressOf(request) };
}

/** Only a neighbour on this machine (the app's front) may speak for somebody else. */
function addressOf(request: IncomingMessage): string {
  const peer = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const forwarded = request.headers["x-forwarded-for"];
  const last = (Array.isArray(forwarded) ? forwarded.at(-1) : forwarded)?.split(",").at(-1)?.trim();
  return isLoopbackName(peer) && last !== undefined && last !== "" ? last : peer;
}

async function write(answer: Response, response: ServerResponse): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  response.statusCode = answer.status;
  answer.headers.forEach((value, name) => response.setHeader(name, value));
  if (answer.status !== 204 && answer.status !== 304) response.setHeader("content-length", body.length);
  response.end(body);
}
