import { describe, expect, it } from "vitest";
import { createHash } from "node:crypto";
import { owner, partsOf, read, say, type Parts } from "./support/bench-of-parts";
import {
  agent,
  context,
  newClientMessageId,
  newConversationId,
  newTurnId,
  settings,
  summary,
  windowRow,
} from "./support/samples";

/** Lets the model say its piece and the turn come to its end. */
async function finish(parts: Parts, turn: { finished: Promise<void> }): Promise<void> {
  parts.model.end();
  await parts.time.advance(1_000);
  await turn.finished;
}

/** A conversation that has been read before, in which a turn has ended. */
async function known(parts: Parts) {
  parts.chosen.settings = settings({ conversation: context(newConversationId()) });
  const id = parts.chosen.settings.conversation?.id ?? null;
  parts.model.say("Hi");
  await finish(parts, await say(parts, "Hello", newClientMessageId(), id));
  return id;
}

describe("the settings of a conversation that this process knows", () => {
  it("are not read again: a turn is one request", async () => {
    const parts = partsOf();
    const id = await known(parts);
    expect(parts.chosen.reads).toBe(1);
    await finish(parts, await say(parts, "Again", newClientMessageId(), id));
    expect(parts.chosen.reads).toBe(1);
    // As the database has them after the first turn.
    expect(parts.store.begins.at(-1)?.expected).toMatchObject({ windowFrom: 1, recentReplies: [6] });
  });

  it("are known for a conversation that a turn has created", async () => {
    const parts = partsOf();
    const first = await say(parts, "Hello");
    await finish(parts, first);
    const id = parts.store.rows.get(first.turnId)?.conversationId ?? null;
    await finish(parts, await say(parts, "Again", newClientMessageId(), id));
    expect(parts.chosen.reads).toBe(1);
  });

  it("are read again when they no longer hold, and the turn is planned anew", async () => {
    const parts = partsOf();
    const id = await known(parts);
    parts.chosen.settings = settings({
      agent: agent({ revision: 9 }),
      conversation: context(newConversationId(), { maxTokens: 4_000 }),
    });
    parts.store.stale = 1;
    const turn = await say(parts, "Again", newClientMessageId(), id);
    expect(parts.store.begins.at(-1)).toMatchObject({
      tokensReserved: 4_000,
      expected: { agentRevision: 9, maxTokens: 4_000 },
    });
    await finish(parts, turn);
    expect(parts.store.rows.size).toBe(2);
  });

  it("refuse nothing: what they would refuse is looked at under those of now", async () => {
    const parts = partsOf();
    const id = await known(parts);
    parts.chosen.settings = settings({ conversation: context(newConversationId(), { maxTokens: 16_000 }) });
    await finish(parts, await say(parts, "x".repeat(7_000), newClientMessageId(), id));
    expect(parts.store.rows.size).toBe(2);
  });

  it("that change all the time are given up on, and nothing is stored", async () => {
    const parts = partsOf();
    const id = await known(parts);
    parts.store.stale = 100;
    const refusal = say(parts, "Again", newClientMessageId(), id);
    await expect(refusal).rejects.toMatchObject({ code: "turn_in_progress", retryAfterMs: 1_000 });
    expect(parts.store.rows.size).toBe(1);
    expect(parts.store.stale).toBeGreaterThan(90);
  });
});

describe("a receipt", () => {
  it("is stored with the first append, and says what the request held", async () => {
    const parts = partsOf();
    parts.store.windowRows = [windowRow(2), windowRow(1)];
    const turn = await say(parts, "Hello");
    await parts.time.advance(300);
    const receipt = parts.store.receipts.get(turn.turnId);
    expect(receipt).toMatchObject({
      format: 1,
      strategy: "hybrid",
      total: 16 + 13 + 13 + 9,
      verbatim: [[1, 3]],
      accuracy: { kind: "exact" },
    });
    const sent = parts.model.requests[0]?.messages.map(({ role, content }) => ({ role, content }));
    expect(receipt?.promptHash).toBe(createHash("sha256").update(JSON.stringify(sent)).digest("hex"));
    await finish(parts, turn);
    const chunks = parts.store.appends.flat().filter((chunk) => chunk.receipt !== undefined);
    expect(chunks).toHaveLength(1);
    expect(parts.store.rows.get(turn.turnId)?.finish?.context).toMatchObject({
      glance: { tokens: 51, summarised: 0, recalled: 0 },
      windowFrom: 1,
    });
  });

  it("is none where nothing was sent", async () => {
    const parts = partsOf();
    const pinned = windowRow(1, { pinned: true, content: "x".repeat(7_000), tokenCount: 7_004 });
    // The database compares the pins that a turn was planned with; where it did not, the call is looked at once more.
    parts.store.around = { ...parts.store.around, pinnedRows: [pinned] };
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    await finish(parts, turn);
    await reader.ended;
    const last = reader.events.at(-1);
    expect(last).toMatchObject({ type: "error", code: "message_over_budget", retryable: false });
    expect(last?.type === "error" && last.message).toMatch(/pinned messages \(1\)/);
    expect(parts.model.requests).toEqual([]);
    expect(parts.store.rows.get(turn.turnId)?.finish).toMatchObject({ context: null, usage: null });
  });
});

describe("a turn whose messages do not all fit", () => {
  const tight = () => context(newConversationId(), { memoryStrategy: "summarization", maxTokens: 2_000 });
  const rows = [6, 5, 4, 3, 2, 1].map((seq) => windowRow(seq, { tokenCount: 300 }));

  async function started(parts: Parts) {
    parts.chosen.settings = settings({ conversation: tight() });
    parts.store.windowRows = rows;
    const reader = read(parts, await say(parts, "Hello", newClientMessageId(), newConversationId()));
    await parts.time.settle();
    return reader;
  }

  it("waits until they are summarised, says so, and sends the summary", async () => {
    const parts = partsOf();
    parts.upkeep.compact = () => {
      parts.chosen.settings = settings({ conversation: { ...tight(), summary: summary(4) } });
      return Promise.resolve({ version: 1, tokensFreed: 1_100 });
    };
    const { events } = await started(parts);
    expect(events.map(({ type }) => type)).toEqual(["accepted", "compacting", "memory_managed", "context"]);
    expect(events[1]).toMatchObject({ messages: 4 });
    expect(events[3]).toMatchObject({
      summary: { version: 1, from: 1, to: 4, messages: 4 },
      leftOut: null,
      compaction: "none",
    });
    const [request] = parts.model.requests;
    expect(request?.messages[0]?.content).toContain("> [1–4] They spoke of the garden.");
    expect(request?.messages.slice(1).map(({ content }) => content)).toEqual([
      "message 5",
      "message 6",
      "Hello",
    ]);
    expect(parts.upkeep.before[0]?.room).toBeLessThanOrEqual(1_000);
  });

  it("goes on without the oldest of them when nothing could be done in time", async () => {
    const parts = partsOf();
    const { events } = await started(parts);
    expect(events.map(({ type }) => type)).toEqual(["accepted", "compacting", "context"]);
    expect(events[2]).toMatchObject({ slides: true, leftOut: { messages: 4, from: 1, to: 4 } });
    expect(parts.model.requests).toHaveLength(1);
  });

  it("calls no model when it is stopped meanwhile", async () => {
    const parts = partsOf();
    let done: () => void = () => undefined;
    parts.upkeep.compact = () => new Promise((resolve) => (done = () => resolve(null)));
    await started(parts);
    const [row] = parts.store.rows.values();
    if (row) parts.hub.get(row.turnId)?.cease("stopped");
    done();
    await parts.time.advance(1_000);
    expect(parts.model.requests).toEqual([]);
    expect(row?.finish).toMatchObject({ status: "stopped", context: null, usage: null });
  });
});

describe("after a turn", () => {
  it("the upkeep is told whether compaction is due and what the first exchange was", async () => {
    const parts = partsOf();
    parts.model.say("Hi there");
    await finish(parts, await say(parts, "Hello"));
    expect(parts.upkeep.turns).toMatchObject([
      { owner, budget: 8_000, due: false, first: { question: "Hello", answer: "Hi there" } },
    ]);
  });

  it("compaction is due when what no summary covers has passed the threshold", async () => {
    const parts = partsOf();
    parts.chosen.settings = settings({
      conversation: context(newConversationId(), { summaryThreshold: 500 }),
    });
    parts.store.windowRows = [4, 3, 2, 1].map((seq) => windowRow(seq, { tokenCount: 150 }));
    parts.model.say("Hi");
    await finish(parts, await say(parts, "Hello"));
    expect(parts.upkeep.turns).toMatchObject([{ due: true, room: 250, first: null }]);
    expect(
      parts.deps.warm.get(owner, parts.upkeep.turns[0]?.conversationId ?? newConversationId()),
    ).toBeNull();
  });

  it("nothing is left to be done by one that failed", async () => {
    const parts = partsOf();
    parts.model.feed(new Error("the provider is gone"));
    const turn = await say(parts, "Hello");
    await parts.time.advance(1_000);
    await turn.finished;
    expect(parts.upkeep.turns).toEqual([]);
  });
});

describe("a turn", () => {
  it("logs every dead turn that its beginning has found, and what its context was", async () => {
    const parts = partsOf();
    const dead = { turnId: newTurnId(), conversationId: newConversationId() };
    parts.store.interrupted = [dead];
    await finish(parts, await say(parts, "Hello"));
    const lines = parts.lines.filter(({ event }) => event === "turn.interrupted");
    expect(lines).toMatchObject([{ level: "warn", fields: dead }]);
    expect(parts.lines.find(({ event }) => event === "context.built")?.fields).toMatchObject({
      strategy: "hybrid",
      summaryVersion: null,
    });
  });

  it("keeps a shorter reply where the plan has less left, and says so", async () => {
    const parts = partsOf();
    parts.store.windowRows = [windowRow(2), windowRow(1)];
    parts.store.granted = { choice: "shorter_reply", granted: 51 + 900, limit: 8_000, left: 951 };
    const reader = read(parts, await say(parts, "Hello"));
    await parts.time.settle();
    expect(reader.events[1]).toMatchObject({
      replyReserve: 900,
      rate: { kind: "shorter_reply", limit: 8_000, left: 951, replyReserve: 900 },
    });
    expect(parts.model.requests[0]?.maxOutputTokens).toBe(900);
  });

  it("sends less of the history where the plan has still less left", async () => {
    const parts = partsOf();
    parts.store.windowRows = [4, 3, 2, 1].map((seq) => windowRow(seq, { tokenCount: 400 }));
    parts.store.granted = { choice: "trimmed", granted: 3_000, limit: 8_000, left: 3_000 };
    const reader = read(parts, await say(parts, "Hello"));
    await parts.time.settle();
    expect(reader.events.at(-1)).toMatchObject({ rate: { kind: "trimmed" }, leftOut: { from: 1, to: 2 } });
    expect(parts.model.requests[0]?.messages.map(({ content }) => content)).toEqual([
      "Be brief.",
      "message 3",
      "message 4",
      "Hello",
    ]);
  });

  it("hands on what the provider said of its plan", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    parts.model.feed({ type: "rate", limit: 8_000, remaining: 5_000, resetMs: 12_000 });
    parts.model.say("Hi");
    await parts.time.advance(400);
    await finish(parts, turn);
    expect(parts.store.rows.get(turn.turnId)?.finish?.rate).toMatchObject({
      provider: "offline",
      limit: 8_000,
      remaining: 5_000,
      resetMs: 12_000,
    });
  });
});
