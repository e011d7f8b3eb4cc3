import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  AgentList,
  ContextAnswer,
  ConversationAnswer,
  MessagePage,
  ReceiptAnswer,
  SummariesAnswer,
} from "@/types/api";
import type { TurnId } from "@/types/ids";
import { Api, collect, events, eventually, newGuest } from "../support/api";
import { startApp, type App } from "../support/app";
import { fillHistory } from "../support/fill-history";
import { rounds } from "../support/rounds";

const MESSAGES = rounds({ full: 100_000, quick: 5_000 });
const HUNDRED_KB = 100 * 1024;
const QUESTION = "When does the tram leave?";

type Sums = { held: number; draft: number; reserve: number; free: number; budget: number; overBy: number };

function expectToAddUp(report: Sums): void {
  expect(report.held + report.draft + report.reserve + report.free).toBe(report.budget + report.overBy);
}

function forecast(api: Api, conversationId: string, draft: string): Promise<ContextAnswer> {
  return api.json("POST", "/api/context", { conversationId, draft, include: "contents" });
}

/** The forecast of a call and the receipt of the one that is then made are of the same text. Returns the draft's tokens. */
async function expectSentAsForecast(api: Api, conversationId: string, draft: string): Promise<number> {
  const promised = await forecast(api, conversationId, draft);
  expectToAddUp(promised);
  const { accepted, done } = await api.say(draft, conversationId);
  expect(done?.status).toBe("complete");
  const { receipt } = await receiptOf(api, accepted.turnId);
  expect(receipt?.promptHash).toBe(promised.promptHash);
  expect(receipt?.total).toBe(promised.held + promised.draft);
  expect(accepted.userMessage.tokenCount).toBe(promised.draft);
  return promised.draft;
}

function receiptOf(api: Api, turn: TurnId): Promise<ReceiptAnswer> {
  return api.json("GET", `/api/turns/${turn}/receipt`);
}

async function summaryTo(api: Api, id: string): Promise<number> {
  const { conversation } = await api.json<ConversationAnswer>("GET", `/api/conversations/${id}`);
  return conversation.summaryTo;
}

let app: App;
let api: Api;

beforeAll(async () => {
  app = await startApp({ TURNS_PER_MINUTE_USER: "1000", TURNS_PER_MINUTE_ADDRESS: "1000" });
  const guest = await newGuest(app.stack, app.env);
  api = new Api(app.front.url, guest.token);
});
afterAll(() => app.stop());

describe(`a conversation of ${MESSAGES.toLocaleString("en")} messages that nothing covers yet`, () => {
  let id: string;
  let other: string;

  beforeAll(async () => {
    other = (await api.say("Something else.")).accepted.conversationId;
    id = (await api.say(QUESTION)).accepted.conversationId;
    await fillHistory(app, id, MESSAGES - 2);
  });

  it("shows its newest page, and a page of any place", async () => {
    const path = `/api/conversations/${id}/messages?limit=50`;
    const newest = await api.json<MessagePage>("GET", path);
    expect(newest.messages.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 50 }, (_, index) => MESSAGES - 49 + index),
    );
    expect(newest.hasMore).toBe(true);
    const early = await api.json<MessagePage>("GET", `${path}&before=${MESSAGES / 2}`);
    expect(early.messages.at(-1)?.seq).toBe(MESSAGES / 2 - 1);
  });

  it("has a forecast no longer than that of a short one, which says of every message where it is", async () => {
    const report = await forecast(api, id, QUESTION);
    expectToAddUp(report);
    const { verbatim, leftOut } = report;
    expect(leftOut).toMatchObject({ from: 1, to: (verbatim?.from ?? 0) - 1 });
    expect(verbatim?.to).toBe(MESSAGES);
    expect((leftOut?.messages ?? 0) + (verbatim?.messages ?? 0)).toBe(MESSAGES);
    const sent = report.contents?.items.filter(({ kind }) => kind === "recent") ?? [];
    expect(sent).toHaveLength(verbatim?.messages ?? 0);
    // A window of 60 % of 8,000 tokens, 27 each.
    expect(sent.length).toBeLessThanOrEqual(178);
  });

  it("is summarised before its next reply, says so, and keeps nobody else waiting meanwhile", async () => {
    const list = [];
    let compacting: number | null = null;
    let managed = false;
    const answers: boolean[] = [];
    const asking: Promise<unknown>[] = [];
    /** Asks one thing after the other, until the summary is there. */
    const askMeanwhile = async (ask: () => Promise<unknown>) => {
      while (!managed) {
        await ask();
        answers.push(managed);
      }
    };
    for await (const event of events(await api.chat(QUESTION, { conversationId: id }))) {
      list.push(event);
      if (event.type === "memory_managed") managed = true;
      if (event.type !== "compacting") continue;
      compacting = event.messages;
      asking.push(
        askMeanwhile(() => forecast(api, id, "And back?")),
        askMeanwhile(() => api.json("GET", `/api/conversations/${id}/messages?limit=50`)),
        askMeanwhile(() => api.say("Hello.", other)),
      );
    }
    await Promise.all(asking);
    expect(compacting).toBeGreaterThan(MESSAGES - 200);
    expect(answers).toContain(false);
    const { done, error } = collect(list);
    expect([done?.status, error]).toEqual(["complete", null]);
  });

  it("ends up covered but for its newest messages, by versions that follow each other", async () => {
    const covered = async () => {
      const to = await summaryTo(api, id);
      return to > MESSAGES - 300 ? to : null;
    };
    const end = await eventually("a summary up to the newest messages", covered, 180_000);
    const { summaries, active } = await api.json<SummariesAnswer>(
      "GET",
      `/api/conversations/${id}/summaries`,
    );
    const inUse = summaries.find(({ version }) => version === active);
    expect(inUse?.span).toEqual({ from: 1, to: end, messages: end });
    const report = await forecast(api, id, QUESTION);
    expect(report.summary).toMatchObject({ from: 1, to: end, messages: end, version: active });
    expect(report.leftOut).toBeNull();
    expect(inUse?.tokens).toBeLessThan(report.budget / 4);
    await expectSentAsForecast(api, id, "And what does it cost?");
  });
});

/** So many characters of sentences, none like the other. */
function prose(length: number, from = 0): string {
  let text = "";
  for (let n = from; text.length < length; n += 1) {
    text += `Crate ${n} holds ${n * 7 + 3} lamps, weighs ${n + 12} kg and was packed by Ida Berg on ${(n % 28) + 1} March.\n`;
  }
  return text.slice(0, length);
}

describe("a message of 100 KB", () => {
  const talks = async () => (await api.conversations()).map(({ id, messageCount }) => ({ id, messageCount }));

  // What is remembered of one message would come between the next one's forecast and its call.
  beforeAll(async () => {
    const { agents } = await api.json<AgentList>("GET", "/api/agents");
    for (const { id } of agents) {
      await api.json("PATCH", `/api/agents/${id}`, { memory: false, recallPast: false });
    }
  });

  it("is refused with the numbers where it does not fit, and nothing is stored", async () => {
    const before = await talks();
    const answer = await api.chat(prose(HUNDRED_KB));
    expect(answer.status).toBe(422);
    const { error } = (await answer.json()) as {
      error: { code: string; message: string; details: Record<string, number> };
    };
    expect(error.code).toBe("message_over_budget");
    const { message = 0, over = 0, budget, reserve = 0, system = 0 } = error.details;
    expect(budget).toBe(8_000);
    expect(message).toBeGreaterThan(20_000);
    expect(over).toBe(message + reserve + system - 8_000);
    expect(error.message).toContain(over.toLocaleString("en"));
    expect(await talks()).toEqual(before);
  });

  const shapes: [string, string][] = [
    ["prose", prose(HUNDRED_KB)],
    ["one word", "a".repeat(HUNDRED_KB)],
    ["one number", "7".repeat(HUNDRED_KB)],
    ["sentences without a space", "漢字。".repeat(HUNDRED_KB / 9)],
    ["lines of one character", "x\n".repeat(HUNDRED_KB / 2)],
    ["backquotes", "`".repeat(HUNDRED_KB)],
    ["quotations", "> ".repeat(HUNDRED_KB / 2)],
  ];
  it.each(shapes)("of %s is stored and counted, and goes out as forecast", async (_, text) => {
    const first = await api.say("What follows is long.");
    const id = first.accepted.conversationId;
    await api.json("PATCH", `/api/conversations/${id}`, { maxTokens: 128_000, summaryThreshold: 1_000 });
    const tokens = await expectSentAsForecast(api, id, text);
    const stored = (await api.messages(id)).find(({ content }) => content === text);
    expect(stored).toMatchObject({ role: "user", tokenCount: tokens });

    await api.json("POST", `/api/conversations/${id}/summarize`, {});
    await expectSentAsForecast(api, id, QUESTION);
  });

  it("and more are summarised as others are, and what is left stays word for word", async () => {
    const first = await api.say("I am going to paste the whole inventory.");
    const id = first.accepted.conversationId;
    const settings = { maxTokens: 128_000, summaryThreshold: 120_000 };
    await api.json("PATCH", `/api/conversations/${id}`, settings);
    const parts = [0, 1, 2, 3].map((n) => prose(1.3 * HUNDRED_KB, n * 10_000));
    for (const part of parts) {
      const { done } = await api.say(part, id);
      expect(done?.status).toBe("complete");
    }
    const to = await eventually("a summary", async () => (await summaryTo(api, id)) || null);
    const report = await forecast(api, id, QUESTION);
    expectToAddUp(report);
    expect(report.leftOut).toBeNull();
    expect(report.verbatim).toMatchObject({ from: to + 1, to: 10 });
    const { summaries } = await api.json<SummariesAnswer>("GET", `/api/conversations/${id}/summaries`);
    const facts = summaries[0]?.facts ?? [];
    expect(facts.filter(({ where }) => where !== "lost").length).toBeGreaterThan(0);
    expect((await api.messages(id)).map(({ content }) => content)).toEqual(expect.arrayContaining(parts));
    await expectSentAsForecast(api, id, QUESTION);
  });
});
