import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  call,
  codeOf,
  HOST,
  ORIGIN,
  sessionCookie,
  startApiUnderTest,
  type ApiUnderTest,
  type Caller,
  type User,
} from "@/tests/support/api-under-test";

type Claims = Record<string, unknown>;

describe("who is calling", () => {
  let api: ApiUnderTest;
  let ada: User;
  let page: Caller;

  beforeAll(async () => {
    api = await startApiUnderTest();
    ada = await api.account();
    page = await api.byCookie(ada);
  });
  afterAll(() => api.stop());

  const list = (who: Caller | null, headers: Record<string, string> = {}) =>
    call(api.routes.conversations.GET, "/api/conversations", who, { headers });
  const create = (who: Caller | null, headers: Record<string, string> = {}) =>
    call(api.routes.conversations.POST, "/api/conversations", who, { body: {}, headers });
  const bearer = (token: string): Caller => ({ headers: { authorization: `Bearer ${token}` } });
  const token = (claims: Claims, secret = api.test.secrets.SUPABASE_JWT_SECRET, alg = "HS256") =>
    new SignJWT({ role: "authenticated", sub: ada.id, ...claims })
      .setProtectedHeader({ alg })
      .sign(new TextEncoder().encode(secret));
  const inAnHour = () => Math.floor(Date.now() / 1_000) + 3_600;

  it("is nobody without a token, on every route but health", async () => {
    const { health, ...closed } = api.routes;
    expect(health).toBeDefined();
    for (const route of Object.values(closed)) {
      for (const [method, handler] of Object.entries(route)) {
        const answer = await call(handler, "/api/x", null, { method, params: { id: ada.id } });
        expect([answer.status, codeOf(answer)]).toEqual([401, "unauthenticated"]);
      }
    }
  });

  it("is the user of a bearer token, with no cookie, Origin or content type", async () => {
    const answer = await call(api.routes.conversations.POST, "/api/conversations", ada, {
      body: {},
      headers: { "content-type": "text/plain" },
    });
    expect(answer.status).toBe(201);
  });

  it("is nobody by a token that has run out, is forged, or is no user's", async () => {
    const good = await token({ exp: inAnHour() });
    expect((await list(bearer(good))).status).toBe(200);
    const [head = "", body = "", signature = ""] = good.split(".");
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    const bad = [
      await token({ exp: 1 }),
      await token({}),
      await token({ exp: inAnHour() }, "f".repeat(64)),
      await token({ exp: inAnHour() }, api.test.secrets.SUPABASE_JWT_SECRET, "HS512"),
      await token({ exp: inAnHour(), role: "service_role" }),
      await token({ exp: inAnHour(), role: "anon", sub: undefined }),
      await token({ exp: inAnHour(), sub: "not-an-id" }),
      `${none}.${body}.`,
      `${none}.${body}.${signature}`,
      `${head}.${body}.${signature.slice(0, -2)}`,
      `${head}.${body}`,
      api.test.secrets.SUPABASE_SECRET_KEY,
      api.test.secrets.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
      "",
      "a.b.c",
      "x".repeat(20_000),
    ];
    for (const each of bad) {
      const answer = await list(bearer(each));
      expect([each.slice(0, 20), answer.status, codeOf(answer)]).toEqual([
        each.slice(0, 20),
        401,
        "unauthenticated",
      ]);
    }
  });

  it("is not somebody by cookie where a bad token was sent beside it", async () => {
    expect((await list(page)).status).toBe(200);
    expect((await list({ headers: { ...page.headers, authorization: "Bearer bad" } })).status).toBe(401);
  });

  it("is the user of a cookie in spite of another scheme's authorization header", async () => {
    expect((await list({ headers: { ...page.headers, authorization: "Basic eDp5" } })).status).toBe(200);
  });

  it("is nobody by a cookie that is garbage", async () => {
    const { cookieName } = api.services().env;
    const values = ["x", "base64-", "base64-%%%", `base64-${Buffer.from("{").toString("base64url")}`, "null"];
    const forged = sessionCookie(cookieName, {
      access_token: "a.b.c",
      refresh_token: "r",
      expires_at: inAnHour(),
    });
    for (const cookie of [...values.map((value) => `${cookieName}=${value}`), forged, "other=1"]) {
      expect(codeOf(await list({ headers: { cookie } }))).toBe("unauthenticated");
    }
  });

  describe("with a session whose token has run out", () => {
    const expiredCookie = async (user: User, refreshToken?: string): Promise<string> => {
      const { data } = await user.account.client.auth.getSession();
      const session = {
        ...data.session,
        access_token: await token({ sub: user.id, exp: 1 }),
        expires_at: 1,
        ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      };
      return sessionCookie(api.services().env.cookieName, session);
    };

    it("is refreshed, and the new one is handed back", async () => {
      const user = await api.account();
      const answer = await list({ headers: { cookie: await expiredCookie(user) } });
      expect(answer.status).toBe(200);
      const [set = ""] = answer.headers.getSetCookie();
      expect(set).toMatch(new RegExp(`^${api.services().env.cookieName}=base64-.*; Path=/; SameSite=Lax$`));
      const renewed = set.split(";")[0] ?? "";
      expect((await list({ headers: { cookie: renewed } })).status).toBe(200);
      expect((await list({ headers: { cookie: renewed } })).headers.getSetCookie()).toEqual([]);
    });

    it("is refreshed for every request that a page makes at once, and goes on after", async () => {
      const user = await api.account();
      const cookie = await expiredCookie(user);
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => list({ headers: { cookie } })));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      for (const answer of answers) {
        const [set = ""] = answer.headers.getSetCookie();
        expect((await list({ headers: { cookie: set.split(";")[0] ?? "" } })).status).toBe(200);
      }
    });

    it("is over when it cannot be refreshed, and the cookie is taken back", async () => {
      const answer = await list({ headers: { cookie: await expiredCookie(ada, "gone") } });
      expect(codeOf(answer)).toBe("unauthenticated");
      expect(answer.headers.getSetCookie()[0]).toContain("Max-Age=0");
    });
  });

  describe("and from where", () => {
    it("must be a page of ours for changes by cookie", async () => {
      expect((await create(page)).status).toBe(201);
      const wrong: Record<string, string>[] = [
        { origin: "http://evil.example" },
        { origin: "http://localhost:5173" },
        { origin: "null" },
        { "content-type": "text/plain" },
        { "content-type": "application/x-www-form-urlencoded" },
      ];
      for (const headers of wrong) {
        const answer = await create(page, headers);
        expect([answer.status, codeOf(answer)]).toEqual([403, "forbidden"]);
      }
      const { origin, ...without } = page.headers;
      expect(origin).toBe(ORIGIN);
      expect(codeOf(await create({ headers: without }))).toBe("forbidden");
    });

    it("must be sent to a name of ours, even for health", async () => {
      for (const host of ["evil.example", "evil.example:3000", "192.168.1.4:3000"]) {
        expect(codeOf(await list(ada, { host }))).toBe("forbidden");
        expect(codeOf(await call(api.routes.health.GET, "/api/health", null, { headers: { host } }))).toBe(
          "forbidden",
        );
      }
      expect((await list(ada, { host: HOST })).status).toBe(200);
    });
  });

  it("is told apart from its answers: no cache keeps them, and each has its request's id", async () => {
    const given = await list(ada, { "x-request-id": "abc-12345" });
    expect(given.headers.get("x-request-id")).toBe("abc-12345");
    expect(given.headers.get("cache-control")).toBe("private, no-store");
    expect(given.headers.get("x-content-type-options")).toBe("nosniff");
    const made = await list(ada, { "x-request-id": "<script>" });
    expect(made.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect((await list(null)).headers.get("cache-control")).toBe("private, no-store");
  });
});

describe("while Supabase is away", () => {
  it("says database_unavailable to whoever holds a valid token, and health is down", async () => {
    const api = await startApiUnderTest();
    const ada = await api.account();
    const page = await api.byCookie(ada);
    await api.stop();
    for (const who of [ada, page]) {
      const answer = await call(api.routes.conversations.GET, "/api/conversations", who);
      expect([answer.status, codeOf(answer)]).toEqual([503, "database_unavailable"]);
    }
    const expired = {
      access_token: "a.b.c",
      refresh_token: "r",
      expires_at: 1,
      token_type: "bearer",
      user: {},
    };
    const cookie = sessionCookie(api.services().env.cookieName, expired);
    const refreshing = await call(api.routes.conversations.GET, "/api/conversations", {
      headers: { cookie },
    });
    expect(codeOf(refreshing)).toBe("database_unavailable");
    expect(refreshing.headers.getSetCookie()).toEqual([]);
    const health = await call(api.routes.health.GET, "/api/health", null);
    expect([health.status, health.body]).toEqual([
      503,
      { status: "down", app: "ok", database: "down", realtime: "down" },
    ]);
  });
});
