import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "@supabase/supabase-js";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { RuntimeConfig } from "@/types/runtime-config";
import { createAuth } from "@/lib/client/auth";
import { AuthFailure } from "@/lib/client/auth-messages";
import { guestToken } from "@/lib/client/guest-offer";

type Seen = { path: string; body: Record<string, unknown> };
type Answer = { status: number; body: unknown };

let server: Server | null = null;
afterEach(() => server?.close());

const user = (anonymous: boolean, fields = {}) => ({
  id: "00000000-0000-4000-8000-0000000000aa",
  aud: "authenticated",
  is_anonymous: anonymous,
  email: anonymous ? "" : "mara@example.org",
  app_metadata: {},
  user_metadata: {},
  created_at: "2026-11-21T00:00:00Z",
  ...fields,
});
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const EXPIRES = 4_000_000_000;
const session = (anonymous: boolean) => ({
  access_token: `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: "x", exp: EXPIRES })}.c2ln`,
  refresh_token: "r",
  token_type: "bearer",
  expires_in: 3_600,
  expires_at: EXPIRES,
  user: user(anonymous),
});
const refused = (status: number, code: string): Answer => ({
  status,
  body: { code: status, error_code: code, msg: code },
});

/** The real client against a loopback server that speaks as Supabase Auth does. */
async function auth(answers: Record<string, Answer>) {
  const seen: Seen[] = [];
  const made = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const path = `${request.method ?? ""} ${(request.url ?? "").replace("/auth/v1", "").replace("&redirect_to", "?redirect_to").split("?redirect_to")[0] ?? ""}`;
      seen.push({ path, body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) });
      const answer = answers[path] ?? { status: 404, body: {} };
      response.writeHead(answer.status, {
        "content-type": "application/json",
        "x-supabase-api-version": "2024-01-01",
      });
      response.end(JSON.stringify(answer.body));
    });
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const { port } = made.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const client = createClient(url, "key", { auth: { autoRefreshToken: false, storageKey: `auth-${port}` } });
  const config: RuntimeConfig = {
    supabaseUrl: url,
    supabaseKey: "key",
    cookieName: "c",
    guests: true,
    hosted: false,
  };
  return { auth: createAuth(config, () => Promise.resolve(client)), seen };
}

const GUEST = { "POST /signup": { status: 200, body: session(true) } };
const PASSWORD = "long enough, surely";

describe("signing in", () => {
  it("gives one answer for a wrong password, in our words", async () => {
    const { auth: mine } = await auth({
      "POST /token?grant_type=password": refused(400, "invalid_credentials"),
    });
    await expect(mine.signIn("mara@example.org", PASSWORD)).rejects.toThrow(
      "Email or password is not right. Nothing was changed.",
    );
  });

  it("keeps the guest's token when signing in to an account from a guest session", async () => {
    const account = { status: 200, body: session(false) };
    const { auth: mine } = await auth({ ...GUEST, "POST /token?grant_type=password": account });
    await mine.continueAsGuest();
    expect(guestToken()).toBeNull();
    await mine.signIn("mara@example.org", PASSWORD);
    expect(guestToken()).toBe(session(true).access_token);
  });

  it("keeps no token when the session before was an account's, or there was none", async () => {
    const { auth: mine } = await auth({
      "POST /token?grant_type=password": { status: 200, body: session(false) },
    });
    await mine.signIn("mara@example.org", PASSWORD);
    await mine.signIn("mara@example.org", PASSWORD);
    expect(guestToken()).toBeNull();
  });
});

describe("creating an account", () => {
  it("turns the guest into the account instead of making a second user", async () => {
    const { auth: mine, seen } = await auth({
      ...GUEST,
      "PUT /user": { status: 200, body: user(false) },
      "POST /token?grant_type=refresh_token": { status: 200, body: session(false) },
    });
    await mine.continueAsGuest();
    expect(await mine.createAccount(" mara@example.org ", PASSWORD)).toEqual({ status: "signed_in" });
    const update = seen.find((request) => request.path === "PUT /user");
    expect(update?.body).toMatchObject({ email: "mara@example.org", password: PASSWORD });
    expect(seen.filter((request) => request.path === "POST /signup")).toHaveLength(1);
  });

  it("asks to check the mail where the address has to be confirmed", async () => {
    const { auth: mine } = await auth({ "POST /signup": { status: 200, body: user(false) } });
    expect(await mine.createAccount("mara@example.org", PASSWORD)).toEqual({
      status: "check_mail",
      email: "mara@example.org",
    });
    const waiting = { status: 200, body: user(true, { new_email: "mara@example.org" }) };
    const guest = await auth({ ...GUEST, "PUT /user": waiting });
    await guest.auth.continueAsGuest();
    expect((await guest.auth.createAccount("mara@example.org", PASSWORD)).status).toBe("check_mail");
  });

  it("refuses a short password without asking the server", async () => {
    const { auth: mine, seen } = await auth({});
    await expect(mine.createAccount("mara@example.org", "nine char")).rejects.toThrow(AuthFailure);
    expect(seen).toEqual([]);
  });

  it("says to wait, in our words, when the address has made too many", async () => {
    const { auth: mine } = await auth({ "POST /signup": refused(429, "over_request_rate_limit") });
    const message = "Too many tries from here. Wait a while, then try again.";
    await expect(mine.createAccount("mara@example.org", PASSWORD)).rejects.toThrow(message);
    await expect(mine.continueAsGuest()).rejects.toThrow(message);
  });

  it("says so when the server cannot be reached", async () => {
    const { auth: mine } = await auth({});
    await new Promise((resolve) => server?.close(resolve));
    await expect(mine.createAccount("mara@example.org", PASSWORD)).rejects.toThrow("cannot be reached");
    // auth-js reports it as well.
    expect(console.error).toHaveBeenCalledWith(expect.any(TypeError));
    vi.mocked(console.error).mockClear();
  });
});
