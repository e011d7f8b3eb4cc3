import http, { type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { startFront, type Front } from "@/lib/server/front/front-server";

type Asked = { method: string; url: string; headers: http.IncomingHttpHeaders; body: string };

/** Stands where the embedded Supabase would, and keeps what it was asked. */
class StubUpstream {
  readonly asked: Asked[] = [];
  readonly server = http.createServer((request, response) => void this.#answer(request, response));
  readonly sockets = new WebSocketServer({ server: this.server });

  constructor() {
    this.sockets.on("connection", (socket, request) => {
      this.#note(request, "");
      socket.on("message", (data: Buffer) => socket.send(`echo ${data.toString()}`));
    });
  }

  async #answer(request: IncomingMessage, response: http.ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString();
    this.#note(request, body);
    if (request.url?.endsWith("/slow") === true) return;
    if (request.url?.endsWith("/cut") === true) {
      response.writeHead(200, { "content-length": "1000" }).write("half");
      setImmediate(() => response.destroy());
      return;
    }
    response.writeHead(201, {
      "content-type": "application/json",
      "content-range": "0-1/2",
      connection: "close",
    });
    response.end('{"from":"upstream"}');
  }

  #note(request: IncomingMessage, body: string): void {
    this.asked.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
  }
}

let stub: StubUpstream;
let front: Front;
let port: number;
const appAsked: { url: string; headers: http.IncomingHttpHeaders }[] = [];

beforeAll(async () => {
  stub = new StubUpstream();
  await new Promise<void>((resolve) => stub.server.listen(0, "127.0.0.1", resolve));
  const address = stub.server.address();
  const upstream = new URL(
    `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
  );
  const origins = ["https://chat.example.org"];
  front = await startFront({
    host: "127.0.0.1",
    port: 0,
    origins,
    trustProxy: false,
    supabase: upstream,
    timeoutMs: 1_000,
  });
  port = front.port;
});
afterAll(async () => {
  await front.close();
  stub.sockets.close();
  stub.server.closeAllConnections();
  stub.server.close();
});

type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string };

/** A request whose path and headers arrive exactly as written. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = "GET", headers = {}, body } = options;
    const request = http.request({ host: "127.0.0.1", port, path, method, headers, agent: false });
    request.on("error", reject);
    request.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    request.end(body);
  });
}

const codeOf = (answer: Answer): unknown =>
  (JSON.parse(answer.body) as { error: { code: unknown } }).error.code;

describe("the way to Supabase", () => {
  it("passes method, query, headers and body on, and the answer back", async () => {
    const answer = await ask("/supabase/rest/v1/notes?select=*&body=eq.a%2Fb", {
      method: "POST",
      headers: {
        apikey: "key",
        prefer: "return=representation",
        origin: `http://127.0.0.1:${port}`,
        cookie: "session=1",
      },
      body: '{"body":"é"}',
    });
    expect(answer).toMatchObject({
      status: 201,
      body: '{"from":"upstream"}',
      headers: { "content-range": "0-1/2" },
    });
    const asked = stub.asked.at(-1);
    expect(asked).toMatchObject({
      method: "POST",
      url: "/rest/v1/notes?select=*&body=eq.a%2Fb",
      body: '{"body":"é"}',
    });
    expect(asked?.headers).toMatchObject({
      apikey: "key",
      prefer: "return=representation",
      "x-forwarded-for": "127.0.0.1",
    });
    expect(asked?.headers.cookie).toBeUndefined();
    expect(asked?.headers.origin).toBeUndefined();
  });

  it("believes no caller about its address", async () => {
    await ask("/supabase/rest/v1/notes", {
      headers: {
        "x-forwarded-for": "6.6.6.6",
        forwarded: "for=6.6.6.6",
        "x-real-ip": "6.6.6.6",
        "x-throughline-address": "6.6.6.6",
      },
    });
    const headers = stub.asked.at(-1)?.headers ?? {};
    expect(JSON.stringify(headers)).not.toContain("6.6.6.6");
    expect(headers["x-forwarded-for"]).toBe("127.0.0.1");
  });

  it.each([
    "/supabase/auth/v1/admin/users",
    "/supabase/auth/v1/ADMIN/users",
    "/supabase/auth/v1/%61dmin/users",
    "/supabase/auth/v1/x/../admin/users",
    "/supabase/auth/v1/./admin/users",
    "/supabase/auth/v1/%2e%2e/v1/admin/users",
    "/supabase/auth/v1//admin/users",
    "/supabase//auth/v1/admin/users",
    "/supabase/auth%2Fv1%2Fadmin/users",
    "/supabase/auth/v1\\admin/users",
    "/supabase/auth/v1/admin;x/users",
    "/supabase/storage/v1/bucket",
    "/supabase/_system/config",
    "/supabase/rest/v1",
    "/supabase/",
    "/supabase",
  ])("refuses %s", async (path) => {
    const before = stub.asked.length;
    const answer = await ask(path);
    expect([answer.status, codeOf(answer)]).toEqual([404, "not_found"]);
    expect(stub.asked).toHaveLength(before);
  });

  it("refuses bodies over 1 MiB, announced or not, and takes one just below", async () => {
    const most = 1024 * 1024;
    const whole = await ask("/supabase/rest/v1/notes", { method: "POST", body: Buffer.alloc(most, 97) });
    expect(whole.status).toBe(201);
    const announced = await ask("/supabase/rest/v1/notes", {
      method: "POST",
      body: Buffer.alloc(most + 1, 97),
    });
    expect([announced.status, codeOf(announced)]).toEqual([413, "too_large"]);
    const chunked = await ask("/supabase/rest/v1/notes", {
      method: "POST",
      headers: { "transfer-encoding": "chunked" },
      body: Buffer.alloc(2 * most, 97),
    });
    expect(chunked.status).toBe(413);
  });

  it("answers 504 when Supabase does not, and cuts an answer that was cut", async () => {
    expect((await ask("/supabase/rest/v1/slow")).status).toBe(504);
    await expect(ask("/supabase/rest/v1/cut")).rejects.toThrow();
  });

  it("answers 503 when Supabase is away", async () => {
    const closed = await startFront({
      host: "127.0.0.1",
      port: 0,
      origins: [],
      trustProxy: false,
      supabase: new URL("http://127.0.0.1:1"),
    });
    try {
      const answer = await fetch(`http://127.0.0.1:${closed.port}/supabase/rest/v1/notes`);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ error: { code: "database_unavailable" } });
    } finally {
      await closed.close();
    }
  });
});

describe("the doors", () => {
  it.each(["rebound.example", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.1.5"])(
    "refuse the Host %s for the app and for Supabase",
    async (host) => {
      for (const path of ["/", "/supabase/rest/v1/notes"]) {
        const answer = await ask(path, { headers: { host } });
        expect([answer.status, codeOf(answer)]).toEqual([403, "forbidden"]);
        expect(answer.headers["cache-control"]).toBe("private, no-store");
      }
    },
  );

  it.each(["localhost", "127.0.0.1", "[::1]", "chat.example.org"])("let the Host %s in", async (name) => {
    expect((await ask("/supabase/rest/v1/notes", { headers: { host: `${name}:${port}` } })).status).toBe(201);
  });

  it("refuse pages of other servers", async () => {
    for (const origin of ["https://evil.example", "http://localhost:1", "null"]) {
      const answer = await ask("/supabase/rest/v1/notes", { headers: { host: `localhost:${port}`, origin } });
      expect([origin, answer.status]).toEqual([origin, 403]);
    }
  });

  it("let addresses in when the server listens for others, and no foreign names", async () => {
    const open = await startFront({
      host: "0.0.0.0",
      port: 0,
      origins: [],
      trustProxy: false,
      supabase: null,
    });
    open.open({
      answer: (_request, response) => Promise.resolve(void response.end("app")),
      upgrade: () => false,
    });
    try {
      const status = (host: string): Promise<number> =>
        new Promise((resolve) => {
          http.get({ host: "127.0.0.1", port: open.port, headers: { host }, agent: false }, (response) => {
            response.resume();
            resolve(response.statusCode ?? 0);
          });
        });
      expect(await status("192.168.1.5:3000")).toBe(200);
      expect(await status("rebound.example")).toBe(403);
    } finally {
      await open.close();
    }
  });
});

describe("WebSockets", () => {
  const open = (path: string, headers: Record<string, string> = {}): Promise<WebSocket | number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
      socket.on("error", () => undefined);
      socket.on("open", () => resolve(socket));
      socket.on("unexpected-response", (_request, response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
    });

  it("go through to Realtime both ways, and end together", async () => {
    const socket = await open("/supabase/realtime/v1/websocket?apikey=k&vsn=2.0.0", {
      origin: `http://127.0.0.1:${port}`,
    });
    if (typeof socket === "number") throw new Error(`refused with ${socket}`);
    const reply = new Promise<string>((resolve) =>
      socket.once("message", (data: Buffer) => resolve(data.toString())),
    );
    socket.send("hello");
    expect(await reply).toBe("echo hello");
    expect(stub.asked.at(-1)).toMatchObject({ url: "/realtime/v1/websocket?apikey=k&vsn=2.0.0" });
    const closed = new Promise((resolve) => socket.once("close", resolve));
    for (const peer of stub.sockets.clients) peer.terminate();
    await closed;
  });

  it("are refused elsewhere, from other pages and under other names", async () => {
    expect(await open("/supabase/rest/v1/notes")).toBe(404);
    expect(await open("/supabase/realtime/v1/websocket/../../auth")).toBe(404);
    expect(await open("/_next/webpack-hmr")).toBe(404);
    expect(await open("/supabase/realtime/v1/websocket", { origin: "https://evil.example" })).toBe(403);
    expect(await open("/supabase/realtime/v1/websocket", { host: "rebound.example" })).toBe(403);
  });
});

describe("the app behind the front", () => {
  it("waits until it is loaded, then gets its requests with the caller's true address", async () => {
    const early = await ask("/");
    expect([early.status, codeOf(early)]).toEqual([503, "database_unavailable"]);
    front.open({
      answer: (request, response) => {
        appAsked.push({ url: request.url ?? "", headers: request.headers });
        response.end("app");
        return Promise.resolve();
      },
      upgrade: () => false,
    });
    const answer = await ask("/c/1?x=2", {
      headers: {
        "x-forwarded-for": "6.6.6.6",
        "x-forwarded-host": "evil",
        "x-throughline-address": "6.6.6.6",
        "x-middleware-subrequest": "proxy",
      },
    });
    expect(answer.body).toBe("app");
    const [asked] = appAsked;
    expect(asked?.url).toBe("/c/1?x=2");
    expect(asked?.headers["x-throughline-address"]).toBe("127.0.0.1");
    expect(JSON.stringify(asked?.headers)).not.toMatch(/6\.6\.6\.6|evil|middleware/);
  });

  it("never sees a request without a path of its own", async () => {
    const raw = await new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(`GET http://evil.example/ HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
      });
      let text = "";
      socket.on("data", (data) => (text += data.toString()));
      socket.on("close", () => resolve(text));
    });
    expect(raw).toMatch(/^HTTP\/1\.1 400 /);
    expect(appAsked).toHaveLength(1);
  });

  it("closes with a streaming answer still open", async () => {
    const own = await startFront({
      host: "127.0.0.1",
      port: 0,
      origins: [],
      trustProxy: false,
      supabase: null,
    });
    own.open({
      answer: (_request, response) => Promise.resolve(void response.write("begun")),
      upgrade: () => false,
    });
    const answer = await fetch(`http://127.0.0.1:${own.port}/`);
    own.stopAccepting();
    await expect(fetch(`http://127.0.0.1:${own.port}/`)).rejects.toThrow();
    await own.close();
    await expect(answer.text()).rejects.toThrow();
  });
});
