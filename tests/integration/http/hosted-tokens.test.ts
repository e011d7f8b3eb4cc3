import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostedTokenVerifier } from "@/lib/adapters/supabase/token-verifier";

const SUB = "0190d1a0-7c0e-4c1e-8c1e-7c0e4c1e8c1e";
const inAnHour = () => Math.floor(Date.now() / 1_000) + 3_600;

/** The two doors of a hosted project that verifying a token knocks at. */
describe("tokens of a hosted project", () => {
  let server: Server;
  let url: string;
  let privateKey: CryptoKey;
  let jwk: JWK;
  let asked: string[] = [];

  beforeAll(async () => {
    const pair = await generateKeyPair("ES256");
    privateKey = pair.privateKey;
    jwk = { ...(await exportJWK(pair.publicKey)), kid: "k1", alg: "ES256", use: "sig", key_ops: ["verify"] };
    server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.setHeader("content-type", "application/json");
      if (request.url?.endsWith("jwks.json")) return response.end(JSON.stringify({ keys: [jwk] }));
      response.statusCode = request.headers.authorization?.includes(".good") ? 200 : 401;
      response.end(JSON.stringify(response.statusCode === 200 ? { id: SUB } : { msg: "invalid" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const sign = (claims: Record<string, unknown>, key: CryptoKey = privateKey) =>
    new SignJWT({ role: "authenticated", sub: SUB, exp: inAnHour(), ...claims })
      .setProtectedHeader({ alg: "ES256", kid: "k1", typ: "JWT" })
      .sign(key);

  it("hold by the project's published key, which is fetched once", async () => {
    asked = [];
    const verify = hostedTokenVerifier(url, "key");
    for (const isGuest of [false, true, false]) {
      await expect(verify(await sign({ is_anonymous: isGuest }))).resolves.toEqual({ userId: SUB, isGuest });
    }
    expect(asked.filter((path) => path.endsWith("jwks.json")).length).toBeLessThanOrEqual(1);
    expect(asked.some((path) => path.includes("/user"))).toBe(false);
  });

  it("do not hold when they have run out, are another key's, or no tokens at all", async () => {
    const verify = hostedTokenVerifier(url, "key");
    const other = await generateKeyPair("ES256");
    for (const token of [
      await sign({ exp: 1 }),
      await sign({}, other.privateKey),
      await sign({ role: "service_role" }),
      "a.b.c",
      "",
      "%.%.%",
    ]) {
      await expect(verify(token)).resolves.toBeNull();
    }
  });

  it("of the older, shared-secret kind hold when the project says so", async () => {
    const verify = hostedTokenVerifier(url, "key");
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const body = `${part({ alg: "HS256", typ: "JWT" })}.${part({ role: "authenticated", sub: SUB, exp: inAnHour() })}`;
    await expect(verify(`${body}.good`)).resolves.toEqual({ userId: SUB, isGuest: false });
    await expect(verify(`${body}.forged`)).resolves.toBeNull();
  });

  it("are nobody's fault while the project is away", async () => {
    const verify = hostedTokenVerifier("http://127.0.0.1:9", "key");
    const old = await new SignJWT({ role: "authenticated", sub: SUB, exp: inAnHour() })
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode("0".repeat(32)));
    await expect(verify(old)).rejects.toMatchObject({ code: "database_unavailable" });
  });
});
