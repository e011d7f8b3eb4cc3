import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { retryTurn } from "@/lib/services/chat/retry-turn";
import { owner, partsOf, read, say } from "./support/bench-of-parts";
import {
  agent,
  context,
  newClientMessageId,
  newConversationId,
  settings,
  windowRow,
} from "./support/samples";

/** Under which not even a greeting fits. */
const tooMuchToSay = () => settings({ agent: agent({ systemPrompt: "x".repeat(8_000) }) });

const limits = { addressHash: null, perUser: 30, perAddress: 60, global: 600, tokensADay: 200_000 };

describe("starting a turn", () => {
  it("refuses what cannot fit, with the numbers, and stores nothing", async () => {
    const parts = partsOf();
    const refusal = await say(parts, "x".repeat(7_000)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: "message_over_budget",
      details: { budget: 8_000, reserve: 1_500, message: 7_004, system: 16, need: 8_520, over: 520 },
    });
    expect(parts.store.calls.begin).toBe(0);
    expect(parts.model.requests).toEqual([]);
  });

  it("hands the database the room that older messages may take", async () => {
    const parts = partsOf();
    let windowBudget = 0;
    const begin = parts.store.begin.bind(parts.store);
    parts.store.begin = (input) => {
      windowBudget = input.windowBudget;
      return begin(input);
    };
    await say(parts, "Hello");
    expect(windowBudget).toBe(8_000 - 1_500 - 16 - 9);
  });

  it("sends system prompt, history oldest first and the message, and reports what they hold", async () => {
    const parts = partsOf();
    parts.store.windowRows = [windowRow(2), windowRow(1)];
    const reader = read(parts, await say(parts, "Hello"));
    await parts.time.settle();
    expect(parts.model.requests[0]?.messages.map(({ content }) => content)).toEqual([
      "Be brief.",
      "message 1",
      "message 2",
      "Hello",
    ]);
    expect(parts.model.requests[0]?.maxOutputTokens).toBe(1_500);
    expect(reader.events[1]).toMatchObject({
      type: "context",
      budget: 8_000,
      reserve: 1_500,
      held: 16 + 13 + 13 + 9,
      slides: false,
      leftOut: null,
    });
  });

  it("counts rows of another family again", async () => {
    const parts = partsOf();
    parts.store.windowRows = [windowRow(2, { tokenFamily: "llama", tokenCount: 500 }), windowRow(1)];
    const reader = read(parts, await say(parts, "Hello"));
    await parts.time.settle();
    expect(reader.events[1]).toMatchObject({ held: 16 + 13 + 13 + 9 });
    expect(parts.lines.find(({ event }) => event === "context.built")?.fields).toMatchObject({
      recounted: 1,
    });
  });

  it("says that the window slides when older messages were not read", async () => {
    const parts = partsOf();
    parts.chosen.settings = settings({ defaults: { memoryStrategy: "sliding_window" } });
    parts.store.around = { ...parts.store.around, older: { messages: 6, from: 1, to: 6 } };
    parts.store.windowRows = [windowRow(8), windowRow(7)];
    const reader = read(parts, await say(parts, "Hello"));
    await parts.time.settle();
    expect(reader.events[1]).toMatchObject({ slides: true, leftOut: { from: 1, to: 6 } });
  });

  it("attaches to the running turn when the same message comes again, and calls the model once", async () => {
    const parts = partsOf();
    const messageId = newClientMessageId();
    const first = await say(parts, "Hello", messageId);
    parts.model.say("Hi");
    await parts.time.advance(100);
    const second = await say(parts, "Hello", messageId);
    expect(second).toMatchObject({ turnId: first.turnId, replayed: true });
    const reader = read(parts, second);
    parts.model.end();
    await parts.time.advance(1_000);
    await reader.ended;
    expect(reader.events.map(({ type }) => type)).toEqual(["accepted", "context", "delta", "done"]);
    expect(reader.events[0]).toMatchObject({ replayed: true });
    expect(parts.model.requests).toHaveLength(1);
  });

  it("attaches to it as well when the settings of now would refuse the message", async () => {
    const parts = partsOf();
    const messageId = newClientMessageId();
    const first = await say(parts, "Hello", messageId);
    await parts.time.settle();
    parts.chosen.settings = tooMuchToSay();
    expect(await say(parts, "Hello", messageId)).toMatchObject({ turnId: first.turnId, replayed: true });
    await expect(say(parts, "Other", messageId)).rejects.toMatchObject({ code: "message_id_reused" });
    await expect(say(parts, "Hello")).rejects.toMatchObject({ code: "message_over_budget" });
    await parts.time.settle();
    expect(parts.store.rows.size).toBe(1);
    expect(parts.model.requests).toHaveLength(1);
  });

  it("writes one line for each step, with ids and counts and no content", async () => {
    const parts = partsOf();
    const turn = await say(parts, "A secret question");
    parts.model.say("A secret answer");
    parts.model.end();
    await parts.time.advance(1_000);
    await turn.finished;
    expect(parts.lines.map(({ event }) => event)).toEqual([
      "turn.accepted",
      "context.built",
      "turn.finished",
    ]);
    for (const { fields } of parts.lines) expect(fields).toMatchObject({ turnId: turn.turnId });
    expect(JSON.stringify(parts.lines)).not.toContain("secret");
  });
});

describe("pinned messages that no longer fit", () => {
  const pinned = (seq: number) =>
    windowRow(seq, { pinned: true, content: "x".repeat(7_000), tokenCount: 7_004 });

  it("are refused before anything is stored, with the numbers and their seqs", async () => {
    const parts = partsOf();
    parts.chosen.pins = [pinned(3)];
    await expect(say(parts, "Hello")).rejects.toMatchObject({
      code: "message_over_budget",
      message: expect.stringMatching(/pinned messages \(3\).*Nothing was stored\.$/) as string,
      details: { budget: 8_000, message: 9, pinnedMessages: [3] },
    });
    expect(parts.store.calls.begin).toBe(0);
  });

  it("go with a retry only where they come before its message", async () => {
    const parts = partsOf();
    const first = await say(parts, "Hello");
    parts.model.end();
    await parts.time.advance(1_000);
    await first.finished;
    parts.chosen.pins = [pinned(5)];
    const retry = () => ({ owner, turnId: first.turnId, messageId: newClientMessageId(), limits });
    parts.chosen.seq = 6;
    await expect(retryTurn(parts.deps, retry())).rejects.toMatchObject({ code: "message_over_budget" });
    parts.chosen.seq = 5;
    expect(await retryTurn(parts.deps, retry())).toMatchObject({ replayed: false });
    await parts.time.settle();
  });

  it("are named to the database, which begins no turn beside other ones", async () => {
    const parts = partsOf();
    const id = newConversationId();
    parts.chosen.settings = { ...settings(), conversation: context(id) };
    parts.chosen.pins = [windowRow(2, { pinned: true }), windowRow(4, { pinned: true })];
    await say(parts, "Hello", newClientMessageId(), id);
    expect(parts.store.begins.at(-1)?.expected).toMatchObject({ pins: [2, 4] });
    parts.model.end();
    await parts.time.advance(1_000);
  });
});

describe("retrying a turn", () => {
  it("answers the old message anew, under an id of its own", async () => {
    const parts = partsOf();
    const first = await say(parts, "Hello");
    parts.model.feed(new AppError("provider_busy", "The provider is busy.", { retryAfterMs: 2_000 }));
    await parts.time.advance(1_000);
    await first.finished;
    expect(parts.store.rows.get(first.turnId)?.status).toBe("failed");

    const messageId = newClientMessageId();
    const again = await retryTurn(parts.deps, { owner, turnId: first.turnId, messageId, limits });
    expect(again.turnId).not.toBe(first.turnId);
    await parts.time.settle();
    expect(parts.model.requests.at(-1)?.messages.at(-1)?.content).toBe("Hello");
  });

  it("is the same retry when it comes again, whatever the settings are by then", async () => {
    const parts = partsOf();
    const first = await say(parts, "Hello");
    parts.model.end();
    await parts.time.advance(1_000);
    await first.finished;
    const retry = { owner, turnId: first.turnId, messageId: newClientMessageId(), limits };
    const again = await retryTurn(parts.deps, retry);
    await parts.time.settle();
    parts.chosen.settings = tooMuchToSay();
    expect(await retryTurn(parts.deps, retry)).toMatchObject({ turnId: again.turnId, replayed: true });
    await parts.time.settle();
    expect(parts.model.requests).toHaveLength(2);
  });
});
