import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { statusOf } from "@/lib/domain/errors";
import type { ErrorCode } from "@/types/errors";
import {
  call,
  startApiUnderTest,
  type Answer,
  type ApiUnderTest,
  type User,
} from "@/tests/support/api-under-test";

/** The refusals of a request that is wrong in itself; anything else would be a defect of ours. */
const EXPECTED: ReadonlySet<string> = new Set<ErrorCode>([
  "invalid_input",
  "not_found",
  "cannot_store",
  "too_large",
  "forbidden",
  "provider_key",
]);

const ANY_ID = "0190d1a0-7c0e-4c1e-8c1e-7c0e4c1e8c1e";
const FOREIGN_ID = "0190d1a0-7c0e-4c1e-8c1e-7c0e4c1e8c1f";
const BAD_IDS = [
  "",
  " ",
  "1",
  "null",
  "%00",
  "%E0%A4%A",
  "\0",
  "\ud800",
  "..",
  "*",
  `${ANY_ID}'`,
  "ä".repeat(500),
];
const VALUES: unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_993,
  "",
  " ",
  "x",
  "\0",
  "\ud800",
  "\ufeff",
  "'; drop table messages; --",
  "x".repeat(70_000),
  "🙂".repeat(500_000 / 4),
  ANY_ID,
  ANY_ID.toUpperCase(),
  [],
  [null],
  {},
  { $ne: null },
  { toString: 1 },
];

function expectRefusal(answer: Answer, what: string): void {
  const error = (answer.body as { error?: { code: ErrorCode; message: unknown } } | null)?.error;
  expect([what, error?.code, EXPECTED.has(error?.code ?? "")]).toEqual([what, error?.code, true]);
  if (error === undefined) return;
  expect(answer.status).toBe(statusOf[error.code]);
  expect(typeof error.message).toBe("string");
  expect(answer.headers.get("content-type")).toContain("application/json");
}

describe("bad input is refused and never a defect", () => {
  let api: ApiUnderTest;
  let ada: User;
  let bodies: { path: string; send: (body: unknown) => Promise<Answer>; fields: string[] }[];

  beforeAll(async () => {
    api = await startApiUnderTest();
    ada = await api.account();
    const { routes } = api;
    const made = await call(routes.conversations.POST, "/api/conversations", ada, { body: {} });
    const { conversation } = made.body as { conversation: { id: string; agentId: string } };
    const patch = (body: unknown, id: string) => ({ method: "PATCH", body: body as string, params: { id } });
    bodies = [
      {
        path: "POST conversations",
        send: (body) => call(routes.conversations.POST, "/api/conversations", ada, { body }),
        fields: ["id", "agentId", "title", "model", "maxTokens", "replyReserve"],
      },
      {
        path: "PATCH conversation",
        send: (body) =>
          call(routes.conversation.PATCH, "/api/conversations/x", ada, patch(body, conversation.id)),
        fields: ["title", "model", "maxTokens", "replyReserve"],
      },
      {
        path: "POST context",
        send: (body) => call(routes.context.POST, "/api/context", ada, { body }),
        fields: ["conversationId", "agentId", "draft", "strategy", "maxTokens"],
      },
      {
        path: "PATCH agent",
        send: (body) => call(routes.agent.PATCH, "/api/agents/x", ada, patch(body, conversation.agentId)),
        fields: ["name", "systemPrompt", "provider", "model", "temperature", "maxOutputTokens"],
      },
      {
        path: "PATCH profile",
        send: (body) => call(routes.profile.PATCH, "/api/profile", ada, { method: "PATCH", body }),
        fields: ["theme", "locale", "defaultAgentId"],
      },
      {
        path: "POST adopt",
        send: (body) => call(routes.adopt.POST, "/api/account/adopt", ada, { body }),
        fields: ["guestToken"],
      },
    ];
  });
  afterAll(() => api.stop());

  it("in the whole of a body", async () => {
    const wholes = [
      "",
      "{",
      "[]",
      "null",
      "7",
      '"x"',
      "{}}",
      "\0",
      "[".repeat(100_000),
      `"${"x".repeat(1_048_576)}"`,
    ];
    for (const { path, send } of bodies) {
      for (const whole of wholes) expectRefusal(await send(whole), `${path} ${whole.slice(0, 20)}`);
      expectRefusal(await send({ unknown: 1 }), `${path} unknown field`);
    }
  });

  it("in each field of a body: taken or refused", async () => {
    for (const { path, send, fields } of bodies) {
      for (const field of fields) {
        for (const value of VALUES) {
          const answer = await send({ [field]: value });
          if (answer.status >= 300)
            expectRefusal(answer, `${path} ${field}=${JSON.stringify(value ?? null).slice(0, 30)}`);
        }
      }
    }
  });

  it("in bodies of any shape", async () => {
    for (const { path, send, fields } of bodies) {
      const body = fc.dictionary(fc.constantFrom(...fields, "__proto__", "constructor"), fc.jsonValue(), {
        maxKeys: 4,
      });
      await fc.assert(
        fc.asyncProperty(body, async (value) => {
          const answer = await send(value);
          if (answer.status >= 300) expectRefusal(answer, `${path} ${JSON.stringify(value)}`);
        }),
        { numRuns: 25, seed: 7 },
      );
    }
  });

  it("in an id of the path", async () => {
    const { routes } = api;
    const calls = [
      [routes.conversation.GET, "GET", undefined],
      [routes.conversation.PATCH, "PATCH", { title: "x" }],
      [routes.conversation.DELETE, "DELETE", undefined],
      [routes.messages.GET, "GET", undefined],
      [routes.conversationContext.GET, "GET", undefined],
      [routes.agent.PATCH, "PATCH", { name: "x" }],
    ] as const;
    for (const [handler, method, body] of calls) {
      for (const id of [...BAD_IDS, FOREIGN_ID]) {
        const sent = { method, params: { id }, ...(body === undefined ? {} : { body }) };
        const answer = await call(handler, "/api/x", ada, sent);
        expect([id, answer.status]).toEqual([id, 404]);
        expectRefusal(answer, id);
      }
    }
  });

  it("in a query", async () => {
    const { routes } = api;
    const made = await call(routes.conversations.POST, "/api/conversations", ada, { body: {} });
    const { id } = (made.body as { conversation: { id: string } }).conversation;
    const searches = [
      "?limit=0",
      "?limit=101",
      "?limit=x",
      "?limit=1e1000",
      "?limit=",
      "?limit=1&limit=2",
      "?cursor=x",
      "?cursor=",
      `?cursor=${"x".repeat(5_000)}`,
      `?cursor=${Buffer.from('["2026-01-01T00:00:00Z","x"]').toString("base64url")}`,
      "?agentId=x",
      "?before=-1",
      "?before=x",
      "?after=99999999999999999999",
      "?before=1&after=2",
      "?before=%00",
      "?unknown=1",
      "?%E0%A4%A=1",
    ];
    for (const search of searches) {
      const list = await call(routes.conversations.GET, `/api/conversations${search}`, ada);
      expectRefusal(list, search);
      const messages = await call(routes.messages.GET, `/api/conversations/${id}/messages${search}`, ada, {
        params: { id },
      });
      if (messages.status >= 300) expectRefusal(messages, search);
    }
  });

  it("and what was refused has stored nothing", async () => {
    const answer = await call(api.routes.conversations.GET, "/api/conversations?limit=100", ada);
    const { conversations } = answer.body as { conversations: { title: string }[] };
    expect(conversations.every(({ title }) => !/[\0\ud800]/.test(title) && title.trim() !== "")).toBe(true);
  });
});
