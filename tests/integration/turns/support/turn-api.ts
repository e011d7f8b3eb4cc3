import { randomUUID } from "node:crypto";
import { createServer, request as forward, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";
import type { RouteHandler } from "@/lib/server/http/route";
import type { TurnRuntime } from "@/lib/server/turns/turn-runtime";
import type { TurnEvent } from "@/types/stream";
import type { Message } from "@/types/chat";
import { HOST, startApiUnderTest, type ApiUnderTest, type User } from "@/tests/support/api-under-test";
import { collect, type Turn } from "@/tests/support/api";
import { startFakeModel, type FakeModel } from "@/tests/support/fake-model/server";
import type { TestStackOptions } from "@/tests/support/stack";

// Next's own `after` wants Next's request scope, which only its server makes.
vi.mock("next/server", async (original) => ({
  ...(await original<object>()),
  after: (work: () => unknown) => void work(),
}));

export type TurnApi = {
  api: ApiUnderTest;
  fake: FakeModel;
  /** Requests that have reached the database so far, oldest first: "POST /rest/v1/rpc/begin_turn". */
  databaseCalls: string[];
  /** While true, nothing reaches the database. */
  cutDatabase(cut: boolean): void;
  runtime: () => TurnRuntime;
  chat(who: User, body: ChatBody, headers?: Record<string, string>): Promise<Response>;
  resume(who: User, turnId: string, offset?: number): Promise<Response>;
  act(who: User, turnId: string, what: "stop" | "retry" | "keep", body?: object): Promise<Response>;
  messages(who: User, conversationId: string): Promise<Message[]>;
  stop(): Promise<void>;
};

export type ChatBody = { content: string; messageId?: string; conversationId?: string; agentId?: string };

type Options = Pick<TestStackOptions, "postgres"> & { env?: Record<string, string> };

/** The real turn routes on a real stack, with the scripted model server upstream. */
export async function startTurnApi({ postgres = null, env = {} }: Options): Promise<TurnApi> {
  const fake = await startFakeModel({ pace: { tokensPerSecond: 0, firstTokenMs: 0 } });
  Reflect.deleteProperty(globalThis, Symbol.for("throughline.turns"));
  const api = await startApiUnderTest({ postgres });
  const front = await startFront(api.test.url);
  Object.assign(process.env, {
    SUPABASE_INTERNAL_URL: front.url,
    GROQ_API_KEY: "test",
    GROQ_BASE_URL: fake.url,
    TURNS_PER_MINUTE_USER: "100000",
    TURNS_PER_MINUTE_ADDRESS: "100000",
    TURNS_PER_MINUTE_GLOBAL: "100000",
    ...env,
  });
  vi.resetModules();
  Reflect.deleteProperty(globalThis, Symbol.for("throughline.services"));
  const routes = await loadRoutes();
  const { turnRuntime } = await import("@/lib/server/turns/turn-runtime");
  return {
    api,
    fake,
    databaseCalls: front.calls,
    cutDatabase: (cut) => front.cut(cut),
    runtime: turnRuntime,
    chat: (who, { messageId = randomUUID(), ...body }, headers = {}) =>
      send(routes.chat.POST, "/api/chat", who, { body: { messageId, ...body }, headers }),
    resume: (who, id, offset = 0) =>
      send(routes.stream.GET, `/api/turns/${id}/stream?offset=${offset}`, who, { params: { id } }),
    act: (who, id, what, body = {}) =>
      send(routes[what].POST, `/api/turns/${id}/${what}`, who, { params: { id }, body }),
    messages: async (who, id) => {
      const path = `/api/conversations/${id}/messages?limit=100`;
      const answer = await send(routes.messages.GET, path, who, { params: { id } });
      return ((await answer.json()) as { messages: Message[] }).messages;
    },
    stop: async () => {
      await api.stop();
      await front.close();
      await fake.close();
    },
  };
}

async function loadRoutes() {
  return {
    chat: await import("@/app/api/chat/route"),
    stream: await import("@/app/api/turns/[id]/stream/route"),
    stop: await import("@/app/api/turns/[id]/stop/route"),
    retry: await import("@/app/api/turns/[id]/retry/route"),
    keep: await import("@/app/api/turns/[id]/keep/route"),
    messages: await import("@/app/api/conversations/[id]/messages/route"),
  };
}

export type ReadAlong = {
  accepted: Turn["accepted"];
  /** What has come so far. */
  text: () => string;
  ended: Promise<Turn>;
};

/** Reads a stream in the background, from its first event on. */
export async function readAlong(source: AsyncIterable<TurnEvent>): Promise<ReadAlong> {
  const seen: TurnEvent[] = [];
  let ended: Promise<Turn> | undefined;
  const accepted = await new Promise<Turn["accepted"]>((resolve, reject) => {
    ended = (async () => {
      for await (const event of source) {
        seen.push(event);
        if (event.type === "accepted") resolve(event);
      }
      return collect(seen);
    })();
    ended.catch(reject);
  });
  const text = () => seen.map((event) => (event.type === "delta" ? event.text : "")).join("");
  return { accepted, text, ended: ended ?? Promise.reject(new Error("nothing was read")) };
}

type Sent = { params?: Record<string, string>; body?: object; headers?: Record<string, string> };

function send<P>(
  handler: RouteHandler<P>,
  path: string,
  who: User,
  { params = {}, body, headers = {} }: Sent,
): Promise<Response> {
  const request = new Request(`http://${HOST}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { host: HOST, ...who.headers, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return handler(request, { params: Promise.resolve(params as P) });
}

/** Stands before the stack, counts what reaches it, and can cut it off. */
async function startFront(target: string) {
  const calls: string[] = [];
  let isCut = false;
  const server: Server = createServer((incoming, outgoing) => {
    calls.push(`${incoming.method ?? ""} ${(incoming.url ?? "").split("?")[0] ?? ""}`);
    if (isCut) {
      incoming.destroy();
      return;
    }
    const onward = forward(new URL(incoming.url ?? "/", target), {
      method: incoming.method,
      headers: { ...incoming.headers, host: new URL(target).host },
    });
    onward.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    cut: (cut: boolean) => {
      isCut = cut;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
