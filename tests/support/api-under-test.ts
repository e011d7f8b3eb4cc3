import { randomUUID } from "node:crypto";
import { vi } from "vitest";
import type { RouteHandler } from "@/lib/server/http/route";
import type { Services } from "@/lib/server/services";
import { startTestStack, type Account, type TestStack, type TestStackOptions } from "./stack";

const SERVICES = Symbol.for("throughline.services");
export const HOST = "localhost:3000";
export const ORIGIN = `http://${HOST}`;

/** Somebody who calls the API: how a request says who they are. */
export type Caller = { headers: Record<string, string> };

export type User = Caller & { id: string; token: string; account: Account };

export type Answer = { status: number; headers: Headers; body: unknown };

export type CallOptions = {
  /** Without one, GET, or POST where there is a body. */
  method?: string;
  /** Sent as JSON; a string goes as it is. */
  body?: unknown;
  params?: Record<string, string>;
  headers?: Record<string, string>;
};

export type ApiUnderTest = {
  test: TestStack;
  routes: Routes;
  services: () => Services;
  guest(): Promise<User>;
  account(): Promise<User>;
  /** The same user as a page of ours would call: by cookie, with Origin and content type. */
  byCookie(user: User): Promise<Caller>;
  stop(): Promise<void>;
};

export type ApiOptions = TestStackOptions & { env?: Record<string, string> };

/** The real route handlers on a real stack of their own. */
export async function startApiUnderTest(options: ApiOptions = {}): Promise<ApiUnderTest> {
  const test = await startTestStack(options);
  Object.assign(process.env, {
    ...test.secrets,
    NEXT_PUBLIC_SUPABASE_URL: "",
    SUPABASE_INTERNAL_URL: test.url,
    HOST: "127.0.0.1",
    LOG_LEVEL: "silent",
    OFFLINE_TOKENS_PER_SECOND: "0",
    GROQ_API_KEY: "",
    OPENAI_COMPATIBLE_BASE_URL: "",
    ...options.env,
  });
  // What an earlier stack of the same file has left behind.
  vi.resetModules();
  Reflect.deleteProperty(globalThis, SERVICES);
  const [routes, { services }] = await Promise.all([loadRoutes(), import("@/lib/server/services")]);
  return {
    test,
    routes,
    services,
    guest: async () => signedIn(await test.guest()),
    account: async () => signedIn(await test.account()),
    byCookie: async (user) => cookieCaller(user, services().env.cookieName),
    stop: () => test.stop(),
  };
}

export type Routes = Awaited<ReturnType<typeof loadRoutes>>;

async function loadRoutes() {
  return {
    conversations: await import("@/app/api/conversations/route"),
    conversation: await import("@/app/api/conversations/[id]/route"),
    messages: await import("@/app/api/conversations/[id]/messages/route"),
    conversationContext: await import("@/app/api/conversations/[id]/context/route"),
    context: await import("@/app/api/context/route"),
    search: await import("@/app/api/search/route"),
    agents: await import("@/app/api/agents/route"),
    agent: await import("@/app/api/agents/[id]/route"),
    profile: await import("@/app/api/profile/route"),
    adopt: await import("@/app/api/account/adopt/route"),
    models: await import("@/app/api/models/route"),
    embeddings: await import("@/app/api/embeddings/route"),
    health: await import("@/app/api/health/route"),
  };
}

async function signedIn(account: Account): Promise<User> {
  const { data } = await account.client.auth.getSession();
  if (data.session === null) throw new Error("signing in left no session");
  const token = data.session.access_token;
  return { id: account.id, account, token, headers: { authorization: `Bearer ${token}` } };
}

async function cookieCaller({ account }: User, name: string): Promise<Caller> {
  const { data } = await account.client.auth.getSession();
  return {
    headers: {
      cookie: sessionCookie(name, data.session),
      origin: ORIGIN,
      "content-type": "application/json",
    },
  };
}

/** A session as @supabase/ssr keeps it. */
export function sessionCookie(name: string, session: unknown): string {
  return `${name}=base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`;
}

/** Calls a route handler as Next would, and reads what it answers. */
export async function call<P>(
  handler: RouteHandler<P>,
  path: string,
  caller: Caller | null,
  { method, body, params = {}, headers = {} }: CallOptions = {},
): Promise<Answer> {
  const request = new Request(`http://${HOST}${path}`, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { host: HOST, ...caller?.headers, ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(params as P) });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? null : (JSON.parse(text) as unknown),
  };
}

/** The code of a refusal. */
export function codeOf({ body }: Answer): unknown {
  return (body as { error?: { code?: unknown } } | null)?.error?.code;
}

export const anId = (): string => randomUUID();
