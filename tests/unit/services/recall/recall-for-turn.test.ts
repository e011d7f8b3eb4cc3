import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import type { Embedder } from "@/lib/ports/embedder";
import { recallForTurn, type RecallAsk, type RecallSettings } from "@/lib/services/recall/recall-for-turn";
import { nothingFound } from "@/tests/support/recall";
import { ManualTime } from "../chat/support/manual-time";
import { newAgentId, newConversationId } from "../chat/support/samples";
import { ScriptedRecall } from "../chat/support/scripted-recall";
import { memory } from "../../domain/context/recalled-samples";

const VECTOR = Float32Array.from([0.6, 0.8]);
const ON: RecallSettings = { hybrid: true, temporary: false, memory: true, recallPast: true };

const embedderOf = (embed: Embedder["embed"]): Embedder => ({ model: "tiny", dimensions: 2, embed });
const never = () => new Promise<Float32Array[]>(() => undefined);

function world(embedder: Embedder | null = null) {
  const time = new ManualTime();
  const recall = new ScriptedRecall();
  const warnings: string[] = [];
  const log = {
    info: () => undefined,
    warn: (_fields: Record<string, unknown>, event: string) => warnings.push(event),
    error: () => undefined,
  };
  const deps = { recall, embedder: () => embedder, clock: time, timers: time, log };
  const conversationId = newConversationId();
  const ask = (over: Partial<RecallAsk> = {}) =>
    recallForTurn(deps, {
      conversationId,
      agentId: newAgentId(),
      seq: null,
      text: "Which locker is mine?",
      settings: ON,
      ...over,
    });
  return { time, recall, warnings, ask, conversationId };
}

describe("recall for a turn", () => {
  it("asks once for the words, the vector and where to look", async () => {
    const { ask, recall, conversationId } = world(embedderOf(() => Promise.resolve([VECTOR])));
    recall.found = () =>
      Promise.resolve(nothingFound({ memories: [{ memory: memory(1), lexical: 1, cosine: 0.5 }] }));
    const { hybrid, why, query } = await ask({ seq: 7 });
    expect({ hybrid, why }).toEqual({ hybrid: true, why: null });
    expect(recall.asked).toEqual([
      expect.objectContaining({
        conversationId,
        before: 7,
        terms: query?.terms,
        vector: { values: VECTOR, model: "tiny" },
        scope: { own: true, past: true, memories: true },
      }),
    ]);
    expect(query?.terms.length).toBeGreaterThan(0);
  });

  it("waits 150 ms for a vector and no longer, tells the embedder, and goes by words", async () => {
    const signals: AbortSignal[] = [];
    const slow = embedderOf((_texts, signal) => {
      if (signal) signals.push(signal);
      return never();
    });
    const { ask, recall, time } = world(slow);
    const asked = ask();
    await time.advance(149);
    expect(recall.asked).toHaveLength(0);
    await time.advance(1);
    const { hybrid, why, ms } = await asked;
    expect({ hybrid, why, embed: ms.embed }).toEqual({ hybrid: false, why: "embedder_slow", embed: 150 });
    expect(recall.asked[0]?.vector).toBeNull();
    expect(signals[0]?.aborted).toBe(true);
  });

  it("goes by words where the embedder fails, is not there, or nothing has its vectors", async () => {
    const broken = world(embedderOf(() => Promise.reject(new Error("no worker"))));
    expect(await broken.ask()).toMatchObject({ hybrid: false, why: "embedder_failed" });
    const none = world();
    expect(await none.ask()).toMatchObject({ hybrid: false, why: "no_embedder", ms: { embed: null } });
    const fresh = world(embedderOf(() => Promise.resolve([VECTOR])));
    expect(await fresh.ask()).toMatchObject({ hybrid: false, why: "no_vectors" });
    for (const { recall } of [broken, none, fresh]) expect(recall.asked).toHaveLength(1);
  });

  it("never fails a turn, the database being away apart", async () => {
    const { ask, recall, warnings } = world();
    recall.found = () => Promise.reject(new Error("a defect"));
    expect(await ask()).toMatchObject({ found: null, why: "failed" });
    expect(warnings).toEqual(["recall.failed"]);
    recall.found = () => Promise.reject(new AppError("database_unavailable", "The database is away."));
    await expect(ask()).rejects.toMatchObject({ code: "database_unavailable" });
  });

  it("asks nothing where the chat is temporary, or memory and recall are off", async () => {
    const { ask, recall } = world();
    expect(await ask({ settings: { ...ON, temporary: true } })).toMatchObject({ why: "temporary" });
    const off = { ...ON, memory: false, recallPast: false };
    expect(await ask({ settings: off, conversationId: null })).toMatchObject({ why: "switched_off" });
    expect(await ask({ settings: { ...off, hybrid: false } })).toMatchObject({ why: "strategy" });
    expect(await ask({ settings: off, text: "" })).toMatchObject({ why: "nothing_said" });
    expect(recall.asked).toEqual([]);
    // The positive control: its own conversation is looked at as long as it is hybrid.
    await ask({ settings: off });
    expect(recall.asked[0]?.scope).toEqual({ own: true, past: false, memories: false });
  });

  it("asks for standing memories alone where nothing is searched for", async () => {
    const { ask, recall } = world(embedderOf(never));
    expect(await ask({ settings: { ...ON, hybrid: false } })).toMatchObject({ query: null, why: "strategy" });
    expect(await ask({ text: "" })).toMatchObject({ query: null, why: "nothing_said" });
    expect(recall.asked.map(({ terms, vector, scope }) => ({ terms, vector, scope }))).toEqual(
      Array(2).fill({ terms: [], vector: null, scope: { own: false, past: false, memories: true } }),
    );
  });
});
