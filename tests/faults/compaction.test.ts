import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AgentList, ConversationAnswer, SummariesAnswer, SummaryAnswer } from "@/types/api";
import { Api, eventually, newGuest } from "../support/api";
import { freePort, startApp, startFrontProcess, type App } from "../support/app";
import { startFakeModel } from "../support/fake-model/server";
import { rounds, seededRandom } from "../support/rounds";

const SETTINGS = { maxTokens: 2_000, summaryThreshold: 500, memoryStrategy: "hybrid" };

function statement(n: number): string {
  return `Crate ${n} holds ${n * 7 + 3} lamps, weighs ${n + 12} kg and was packed by Ida on ${(n % 28) + 1} March.`;
}

/** A conversation of so many turns, with settings that summarise early. */
async function conversationOf(api: Api, turns: number, from = 1): Promise<string> {
  const first = await api.say(statement(from));
  const id = first.accepted.conversationId;
  await api.json("PATCH", `/api/conversations/${id}`, SETTINGS);
  for (let n = from + 1; n < from + turns; n += 1) await api.say(statement(n), id);
  return id;
}

/** Extracting memories asks the model, too, and the plan's rate may not have room for both. */
async function withoutMemory(api: Api): Promise<void> {
  const { agents } = await api.json<AgentList>("GET", "/api/agents");
  for (const { id } of agents) await api.json("PATCH", `/api/agents/${id}`, { memory: false });
}

/** The versions follow each other without a gap, and the one in use stands for exactly the messages up to its boundary. */
async function expectCoverage(api: Api, id: string): Promise<number> {
  const { summaries, active } = await api.json<SummariesAnswer>("GET", `/api/conversations/${id}/summaries`);
  const { conversation } = await api.json<ConversationAnswer>("GET", `/api/conversations/${id}`);
  const versions = summaries.map(({ version }) => version).sort((a, b) => a - b);
  expect(versions).toEqual(versions.map((_, index) => index + 1));
  const inUse = summaries.find(({ version }) => version === active);
  expect(conversation.summaryVersion).toBe(active);
  expect(conversation.summaryTo).toBe(inUse?.span.to ?? 0);
  if (inUse === undefined) return 0;
  const covered = (await api.allMessages(id)).filter(
    ({ seq, kind }) => kind === "chat" && seq <= inUse.span.to,
  );
  expect(inUse.span.from).toBe(1);
  expect(inUse.span.messages).toBe(covered.length);
  return versions.length;
}

describe("kill -9 of the app server while it summarises", () => {
  let app: App;

  beforeAll(async () => {
    app = await startApp({ TURNS_PER_MINUTE_USER: "1000", TURNS_PER_MINUTE_ADDRESS: "1000" });
  });
  afterAll(() => app.stop());

  it("leaves no message uncovered or covered twice, and no version half written", async () => {
    const guest = await newGuest(app.stack, app.env);
    const random = seededRandom(20261121);
    let api = new Api(app.front.url, guest.token);
    const id = await conversationOf(api, 12);
    for (let round = 0; round < rounds({ full: 100, quick: 4 }); round += 1) {
      await api.say(statement(100 + round), id);
      const { front } = app;
      const works = [1, 2].map(() =>
        api.post(`/api/conversations/${id}/summarize`, { rebuild: random() < 0.3 }).catch(() => null),
      );
      // Somewhere between the first read and the last write.
      await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 60)));
      await front.kill();
      await Promise.all(works);
      app.front = await startFrontProcess(app.env, app.stack, front.port);
      api = new Api(app.front.url, guest.token);
      await expectCoverage(api, id);
    }
    await api.json("POST", `/api/conversations/${id}/summarize`, {});
    expect(await expectCoverage(api, id)).toBeGreaterThan(0);
  });

  it("two app servers that summarise at once make one version after the other", async () => {
    const guest = await newGuest(app.stack, app.env);
    const one = new Api(app.front.url, guest.token);
    const second = await startFrontProcess(app.env, app.stack, await freePort());
    const two = new Api(second.url, guest.token);
    try {
      const id = await conversationOf(one, 10);
      for (let round = 0; round < rounds({ full: 20, quick: 3 }); round += 1) {
        await one.say(statement(200 + round), id);
        await Promise.all(
          [one, two].map((api) => api.post(`/api/conversations/${id}/summarize`, { rebuild: true })),
        );
        await expectCoverage(two, id);
      }
    } finally {
      await second.stop();
    }
  });
});

describe("a model that goes down in the middle of a summary", () => {
  it("leaves the summary to our own code, with the facts", async () => {
    const model = await startFakeModel({ pace: { tokensPerSecond: 0, firstTokenMs: 0 } });
    const app = await startApp({ GROQ_API_KEY: "test-key", GROQ_BASE_URL: model.url });
    try {
      const guest = await newGuest(app.stack, app.env);
      const api = new Api(app.front.url, guest.token);
      await withoutMemory(api);
      const id = await conversationOf(api, 4);
      const before = model.calls;
      model.setPace({ firstTokenMs: 600_000 });
      const work = api.json<SummaryAnswer>("POST", `/api/conversations/${id}/summarize`, {});
      await eventually("the model being asked", () => Promise.resolve(model.calls > before ? true : null));
      await model.close();
      const { summary } = await work;
      expect(summary?.source).toBe("extract");
      expect(summary?.facts.filter(({ where }) => where !== "lost").length).toBeGreaterThan(0);
      await expectCoverage(api, id);
    } finally {
      await app.stop();
    }
  });
});
