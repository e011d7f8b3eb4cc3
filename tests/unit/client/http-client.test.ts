import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createHttpClient, type HttpDeps } from "@/lib/client/http-client";

let server: Server | null = null;
afterEach(() => server?.close());

type Handler = (n: number) => { status: number; body?: string; headers?: Record<string, string> };

async function client(handler: Handler, deps: Partial<HttpDeps> = {}) {
  let requests = 0;
  const made = createServer((_, response) => {
    requests += 1;
    const { status, body = "{}", headers = {} } = handler(requests);
    response.writeHead(status, headers).end(body);
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const log = { refreshes: 0, signedOut: 0, reach: [] as boolean[], requests: () => requests };
  const http = createHttpClient({
    baseUrl: `http://127.0.0.1:${(made.address() as AddressInfo).port}`,
    refresh: () => {
      log.refreshes += 1;
      return Promise.resolve(true);
    },
    onSignedOut: () => void (log.signedOut += 1),
    onReach: (reached) => void log.reach.push(reached),
    ...deps,
  });
  return { http, log };
}

const GET = { method: "GET", path: "/api/x" } as const;

describe("requests", () => {
  it("renews the session once for many refused requests, and repeats them", async () => {
    const { http, log } = await client((n) =>
      n <= 5 ? { status: 401 } : { status: 200, body: '{"ok":true}' },
    );
    const answers = await Promise.all(Array.from({ length: 5 }, () => http.json(GET)));
    expect(answers).toEqual(Array.from({ length: 5 }, () => ({ ok: true })));
    expect(log.refreshes).toBe(1);
    expect(log.signedOut).toBe(0);
  });

  it("tells that the session is gone when renewing did not help, after one try", async () => {
    const { http, log } = await client(() => ({ status: 401 }));
    await expect(http.json(GET)).rejects.toMatchObject({ status: 401 });
    expect(log.requests()).toBe(2);
    expect(log.signedOut).toBe(1);
  });

  it("does not repeat a request when there is no session to renew", async () => {
    const { http, log } = await client(() => ({ status: 401 }), { refresh: () => Promise.resolve(false) });
    await expect(http.json(GET)).rejects.toMatchObject({ status: 401 });
    expect(log.requests()).toBe(1);
  });

  it("carries code, message, details and the wait of a refusal", async () => {
    const body = { error: { code: "rate_limited", message: "Too many.", details: { by: "user" } } };
    const { http } = await client(() => ({
      status: 429,
      body: JSON.stringify(body),
      headers: { "retry-after": "38" },
    }));
    await expect(http.json(GET)).rejects.toMatchObject({
      status: 429,
      code: "rate_limited",
      message: "Too many.",
      details: { by: "user" },
      retryAfterMs: 38_000,
    });
  });

  it("makes a plain sentence of an answer that is not ours", async () => {
    const { http } = await client(() => ({ status: 502, body: "<html>Bad gateway</html>" }));
    await expect(http.json(GET)).rejects.toMatchObject({ code: "internal", status: 502 });
  });

  it("says that the server cannot be reached, and when it can", async () => {
    const { http, log } = await client(() => ({ status: 404 }));
    await expect(http.json(GET)).rejects.toMatchObject({ status: 404 });
    await new Promise((resolve) => server?.close(resolve));
    await expect(http.json(GET)).rejects.toMatchObject({ code: "unreachable", status: 0 });
    expect(log.reach).toEqual([true, false]);
  });
});
