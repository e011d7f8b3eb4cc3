import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openHttpEmbedder, type HttpEmbedderOptions } from "@/lib/adapters/embeddings/http-embedder";
import { AppError } from "@/lib/domain/errors";
import {
  json,
  startEmbeddingServer,
  type EmbeddingFault,
  type EmbeddingServer,
} from "@/tests/support/embedding-server";
import { hashedVector } from "@/tests/support/hashed-embedder";

const KEY = "sk-test-6f1d0c9b8a7e";

let server: EmbeddingServer;
beforeEach(async () => {
  server = await startEmbeddingServer();
});
afterEach(() => server.close());

const options = (more: Partial<HttpEmbedderOptions> = {}): HttpEmbedderOptions => ({
  baseUrl: `${server.url}/`,
  apiKey: KEY,
  model: "some-model",
  ...more,
});

async function faultOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`no AppError, but ${String(error)}`);
  return error;
}

describe("an embedder over HTTP", () => {
  it("learns how long vectors are, and gives them in order and with length 1", async () => {
    const embedder = await openHttpEmbedder(options());
    expect(embedder).toMatchObject({ model: "some-model", dimensions: 64 });
    const texts = Array.from({ length: 70 }, (_, n) => `text number ${n}`);
    const vectors = await embedder.embed(texts);
    expect(vectors).toHaveLength(70);
    for (const [at, vector] of vectors.entries()) {
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      const expected = hashedVector(texts[at] ?? "");
      for (let n = 0; n < 64; n += 1) expect(vector[n]).toBeCloseTo(expected[n] ?? 0, 5);
    }
    expect(server.calls.map(({ body }) => body.input?.length)).toEqual([1, 32, 32, 6]);
    expect(server.calls[0]).toMatchObject({
      path: "/v1/embeddings",
      body: { model: "some-model" },
      headers: { authorization: `Bearer ${KEY}` },
    });
  });

  it("sends no key where there is none, and of a text no more than a model reads", async () => {
    const embedder = await openHttpEmbedder(options({ apiKey: null }));
    await embedder.embed(["a".repeat(100_000)]);
    expect(server.calls[1]?.headers.authorization).toBeUndefined();
    expect(server.calls[1]?.body.input?.[0]).toHaveLength(8_000);
  });

  it.each<{ name: string; fault: EmbeddingFault; code: string; says: RegExp }>([
    {
      name: "a wrong key",
      fault: (r) => json(r, 401, { error: { message: "no" } }),
      code: "provider_key",
      says: /EMBEDDINGS_API_KEY/,
    },
    {
      name: "an unknown model",
      fault: (r) => json(r, 404, { error: { message: "no" } }),
      code: "provider_model",
      says: /“some-model”.*EMBEDDINGS_MODEL/,
    },
    {
      name: "too many calls",
      fault: (r) => json(r, 429, { error: { message: "slow down" } }),
      code: "rate_limited",
      says: /no more calls/,
    },
    {
      name: "an overload",
      fault: (r) => json(r, 503, { error: { message: "busy" } }),
      code: "provider_busy",
      says: /overloaded/,
    },
    {
      name: "a failure",
      fault: (r) => json(r, 500, { error: { message: "oh" } }),
      code: "provider_unavailable",
      says: /500/,
    },
    {
      name: "a redirect",
      fault: (r) => r.writeHead(307, { location: "/v1/elsewhere" }).end(),
      code: "provider_refused",
      says: /not followed/,
    },
    {
      name: "a page",
      fault: (r) => r.writeHead(200, { "content-type": "text/html" }).end("<p>Hi</p>"),
      code: "provider_malformed",
      says: /text\/html instead of vectors/,
    },
    {
      name: "broken JSON",
      fault: (r) => r.writeHead(200, { "content-type": "application/json" }).end('{"data": ['),
      code: "provider_malformed",
      says: /cannot be read as vectors/,
    },
    {
      name: "too few vectors",
      fault: (r) => json(r, 200, { data: [] }),
      code: "provider_malformed",
      says: /vectors/,
    },
    {
      name: "an empty vector",
      fault: (r) => json(r, 200, { data: [{ index: 0, embedding: [] }] }),
      code: "provider_malformed",
      says: /vectors/,
    },
    {
      name: "a vector of nothing",
      fault: (r) => json(r, 200, { data: [{ index: 0, embedding: [0, 0] }] }),
      code: "provider_malformed",
      says: /vectors/,
    },
    {
      name: "a place that does not exist",
      fault: (r) => json(r, 200, { data: [{ index: 7, embedding: [1] }] }),
      code: "provider_malformed",
      says: /vectors/,
    },
    { name: "a cut connection", fault: (r) => r.destroy(), code: "provider_unavailable", says: /broke/ },
    { name: "silence", fault: () => undefined, code: "provider_stalled", says: /sent nothing/ },
  ])("maps $name", async ({ fault, code, says }) => {
    server.fault = fault;
    const error = await faultOf(openHttpEmbedder(options({ timeoutMs: 300 })));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(says);
    expect(JSON.stringify(error.toBody()) + error.message).not.toContain(KEY);
    expect(error.details?.["refusedText"]).toBeUndefined();
    // A redirect, above all, is not followed with the key.
    expect(server.calls).toHaveLength(1);
  });

  it("tells a text that cannot be read from everything else", async () => {
    const embedder = await openHttpEmbedder(options());
    server.fault = (response) => json(response, 400, { error: { message: "input too long" } });
    const error = await faultOf(embedder.embed(["long"]));
    expect(error).toMatchObject({ code: "provider_refused", details: { refusedText: true } });
  });

  it("does not take vectors of another length than before", async () => {
    const embedder = await openHttpEmbedder(options());
    server.dimensions = 32;
    expect((await faultOf(embedder.embed(["text"]))).code).toBe("provider_malformed");
  });

  it("says that nobody is there", async () => {
    await server.close();
    const error = await faultOf(openHttpEmbedder(options()));
    expect(error).toMatchObject({ code: "provider_unavailable" });
    expect(error.message).toMatch(/Nothing answers at 127\.0\.0\.1.*EMBEDDINGS_BASE_URL/);
  });

  it("ends at once when its caller gives up, with the caller's reason", async () => {
    const embedder = await openHttpEmbedder(options());
    server.fault = () => undefined;
    const reason = new Error("too late");
    const abort = new AbortController();
    const waiting = embedder.embed(["text"], abort.signal);
    abort.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(embedder.embed(["text"], abort.signal)).rejects.toBe(reason);
  });
});
