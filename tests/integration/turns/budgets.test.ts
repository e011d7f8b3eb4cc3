import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTurn, type Turn } from "@/tests/support/api";
import type { User } from "@/tests/support/api-under-test";
import type { ContextReport } from "@/types/context";
import { rounds } from "@/tests/support/rounds";
import { startTurnApi, type TurnApi } from "./support/turn-api";

/** What was sent and what it was told to hold, of every turn so far. */
type Sent = { turn: Turn; report: ContextReport; promptTokens: number; maxTokens: number };

const PARAGRAPH =
  "The harbour office moved the tide tables to a new board, and the ferry to the island now leaves from pier seven. ";

function said(turn: number, paragraphs: number): string {
  return `Note ${turn}: ${PARAGRAPH.repeat(paragraphs)}[[words:${60 + ((turn * 37) % 90)}]]`;
}

function reportOf(turn: Turn): ContextReport {
  const report = turn.events.find((event) => event.type === "context");
  if (report === undefined) throw new Error("the turn was not told what its call holds");
  return report;
}

/** What we said the call would take, and what the provider counted. */
function errorOf({ report, promptTokens }: Sent): number {
  return Math.abs(report.held + report.draft - promptTokens) / promptTokens;
}

async function startWith(behaviour: Parameters<TurnApi["fake"]["behave"]>[0]) {
  const turns = await startTurnApi({
    upkeep: true,
    env: { TOKENS_A_DAY_GUEST: "100000000" },
  });
  turns.fake.behave(behaviour);
  return { turns, ada: await turns.api.guest() };
}

describe("a provider that counts 9 % more than we do, with a window of 8,192 tokens", () => {
  const WINDOW = 8_192;
  let turns: TurnApi;
  let ada: User;
  const sent: Sent[] = [];

  beforeAll(async () => {
    ({ turns, ada } = await startWith({ counting: { preamble: 66, percentMore: 9 }, window: WINDOW }));
    let conversationId: string | undefined;
    for (let n = 1; n <= 30; n += 1) {
      const response = await turns.chat(ada, {
        content: said(n, 6 + (n % 5) * 4),
        ...(conversationId ? { conversationId } : {}),
      });
      const turn = await readTurn(response);
      conversationId = turn.accepted.conversationId;
      // A budget beyond the window: from here on nothing but the window bounds a call.
      if (n === 1) await widen(conversationId);
      const call = turns.fake.chats.findLast(({ messages }) =>
        messages.at(-1)?.content.startsWith(`Note ${n}:`),
      );
      sent.push({
        turn,
        report: reportOf(turn),
        promptTokens: turn.done?.usage?.promptTokens ?? 0,
        maxTokens: call?.maxTokens ?? 0,
      });
    }
  }, 120_000);
  afterAll(async () => {
    await turns.upkeepSettled();
    await turns.stop();
  });

  const widen = async (conversationId: string) => {
    const { error } = await ada.account.client
      .from("conversations")
      .update({ max_tokens: 128_000 })
      .eq("id", conversationId);
    expect(error).toBeNull();
  };

  it("answers every turn: none goes over the window", () => {
    expect(sent.map(({ turn }) => turn.done?.status)).toEqual(sent.map(() => "complete"));
    expect(turns.fake.refusals).toBe(0);
    const sizes = sent.map(({ promptTokens, maxTokens }) => promptTokens + maxTokens);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(WINDOW);
    // Otherwise nothing would have been at stake.
    expect(Math.max(...sizes)).toBeGreaterThan(WINDOW * 0.85);
  });

  it("is off by a good deal at first, and by less than 1 % after ten turns", () => {
    const first = sent[0];
    if (first === undefined) throw new Error("nothing was sent");
    expect(errorOf(first)).toBeGreaterThan(0.05);
    expect(first.report.accuracy).toEqual({ kind: "estimate" });
    for (const call of sent.slice(10)) {
      expect(errorOf(call), JSON.stringify(call.report.segments)).toBeLessThan(0.01);
      expect(call.report.accuracy.kind).toBe("calibrated");
    }
  });

  it("adds up: budget, held, draft, reserve and free", () => {
    for (const { report } of sent) {
      const parts = report.segments.reduce((sum, { tokens }) => sum + tokens, 0);
      expect(parts).toBe(report.held);
      expect(report.held + report.draft + report.reserve + report.free).toBe(report.budget + report.overBy);
      expect(report.overBy).toBe(0);
    }
  });
});

describe.each([
  { name: "as large as the budget", tokens: 8_000, count: rounds({ full: 100, quick: 15 }), said: ["wait"] },
  {
    name: "smaller than the budget",
    tokens: 5_000,
    count: rounds({ full: 100, quick: 15 }),
    said: ["wait", "trimmed"],
  },
] as const)("a plan for each 500 ms that is $name", ({ tokens, count, said: expected }) => {
  let turns: TurnApi;
  let ada: User;

  beforeAll(async () => {
    ({ turns, ada } = await startWith({ plan: { tokens, ms: 500 } }));
  });
  afterAll(async () => {
    await turns.upkeepSettled();
    await turns.stop();
  });

  it("refuses no turn: what does not fit waits, is trimmed or gets a shorter reply, and says so", async () => {
    let conversationId: string | undefined;
    const choices = { wait: 0, trimmed: 0, shorter_reply: 0, none: 0 };
    for (let n = 1; n <= count; n += 1) {
      const body = { content: said(n, 4 + (n % 7) * 6), messageId: randomUUID() };
      const place = conversationId === undefined ? {} : { conversationId };
      let response = await turns.chat(ada, { ...body, ...place });
      while (response.status === 429) {
        choices.wait += 1;
        await delay(await waitOf(response));
        response = await turns.chat(ada, { ...body, ...place });
      }
      const turn = await readTurn(response);
      expect(turn.error, `turn ${n}`).toBeNull();
      expect(turn.done?.status).toBe("complete");
      conversationId = turn.accepted.conversationId;
      choices[reportOf(turn).rate?.kind ?? "none"] += 1;
    }
    await turns.upkeepSettled();
    const refused = turns.fake.chats.filter(({ promptTokens }) => promptTokens === null);
    expect(refused.map(({ messages }) => messages.at(-1)?.content.slice(0, 60))).toEqual([]);
    expect(turns.fake.refusals).toBe(0);
    // Otherwise the plan would have been no limit at all.
    for (const kind of expected) expect(choices[kind], JSON.stringify(choices)).toBeGreaterThan(0);
  }, 240_000);
});

async function waitOf(answer: Response): Promise<number> {
  const { error } = (await answer.json()) as { error: { code: string; details?: Record<string, unknown> } };
  expect(error.code).toBe("rate_limited");
  // Of the plan, not of our own limits.
  expect(error.details?.["limitedBy"]).toBe("plan");
  return 1_000 * Number(answer.headers.get("retry-after"));
}
