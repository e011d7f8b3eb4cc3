import { randomUUID } from "node:crypto";
import { createServer, request as forward, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { vi } from "vitest";
import type { RouteHandler } from "@/lib/server/http/route";
import type { TurnUpkeep } from "@/lib/services/chat/turn-upkeep";
import type { TurnRuntime } from "@/lib/server/turns/turn-runtime";
import type { ContextAnswer } from "@/types/api";
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
  /** Settles when nothing is under way any more that ended turns have left to be done. */
  upkeepSettled(): Promise<void>;
  chat(who: User, body: ChatBody, headers?: Record<string, string>): Promise<Response>;
  resume(who: User, turnId: string, offset?: number): Promise<Response>;
  act(who: User, turnId: string, what: "stop" | "retry" | "keep", body?: object): Promise<Response>;
  messages(who: User, conversationId: string): Promise<Message[]>;
  /** What the next call would hold. */
  context(who: User, body: object): Promise<ContextAnswer>;
  receipt(who: User, turnId: string): Promise<Response>;
  mark(who: User, conversationId: string, body: object): Promise<Response>;
  recallMark(who: User, conversationId: string, body: object): Promise<Response>;
  patch(who: User, conversationId: string, body: object): Promise<Response>;
  stop(): Promise<void>;
};

export type ChatBody = {
  content: string;
  messageId?: string;
  conversationId?: string;
  agentId?: string;
  temporary?: true;
};

type Options = Pick<TestStackOptions, "postgres"> & {
  env?: Record<string, string>;
  /** With summaries and titles, which make model calls of their own; without, every call is a turn's. */
  upkeep?: boolean;
};

const IDLE: TurnUpkeep = {
  compactBefore: () => Promise.resolve(null),
  after: () => Promise.resolve(),
};

/** Remembers what is under way after turns, so that a test can wait for it. */
function watched(upkeep: TurnUpkeep) {
  const running = new Set<Promise<void>>();
  const after: TurnUpkeep["after"] = (turn) => {
    const work = upkeep.after(turn).finally(() => running.delete(work));
    running.add(work);
    return work;
  };
  return { upkeep: { ...upkeep, after }, settled: () => Promise.all(running).then(() => undefined) };
}

/** The real turn routes on a real stack, with the scripted model server upstream. */
export async function startTurnApi({ postgres = null, env = {}, upkeep = false }: Options): Promise<TurnApi> {
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
  const { services } = await import("@/lib/server/services");
  const work = watched(upkeep ? services().upkeep : IDLE);
  Object.assign(services(), { upkeep: work.upkeep });
  const { turnRuntime } = await import("@/lib/server/turns/turn-runtime");
  return {
    api,
    fake,
    databaseCalls: front.calls,
    cutDatabase: (cut) => front.cut(cut),
    runtime: turnRuntime,
    upkeepSettled: work.settled,
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
    context: async (who, body) => {
      const answer = await send(routes.context.POST, "/api/context", who, { body });
      if (answer.status !== 200) throw new Error(await answer.text());
      return (await answer.json()) as ContextAnswer;
    },
    receipt: (who, id) => send(routes.receipt.GET, `/api/turns/${id}/receipt`, who, { params: { id } }),
    mark: (who, id, body) =>
      send(routes.marks.POST, `/api/conversations/${id}/marks`, who, { params: { id }, body }),
    recallMark: (who, id, body) =>
      send(routes.recallMarks.POST, `/api/conversations/${id}/recall-marks`, who, { params: { id }, body }),
    patch: (who, id, body) =>
      send(routes.conversation.PATCH, `/api/conversations/${id}`, who, {
        params: { id },
        body,
        method: "PATCH",
      }),
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
    context: await import("@/app/api/context/route"),
    receipt: await import("@/app/api/turns/[id]/receipt/route"),
    marks: await import("@/app/api/conversations/[id]/marks/route"),
    recallMarks: await import("@/app/api/conversations/[id]/recall-marks/route"),
    conversation: await import("@/app/api/conversations/[id]/route"),
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

type Sent = {
  params?: Record<string, string>;
  body?: object;
  headers?: Record<string, string>;
  method?: string;
};

function send<P>(
  handler: RouteHandler<P>,
  path: string,
  who: User,
  { params = {}, body, headers = {}, method = body === undefined ? "GET" : "POST" }: Sent,
): Promise<Response> {
  const request = new Request(`http://${HOST}${path}`, {
    method,
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
