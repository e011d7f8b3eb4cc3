import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createTurnUpkeep } from "@/lib/services/upkeep/create-turn-upkeep";
import { turnId } from "@/types/api";
import { away, memoryWorld, scriptedModel } from "../summaries/memory-world";

async function world(...args: Parameters<typeof memoryWorld>) {
  const made = memoryWorld(...args);
  for (let turn = 0; turn < 10; turn += 1) {
    await made.summaries.say("user", `The budget of team ${turn} is ${1_000 + turn} EUR.`);
    await made.summaries.say("assistant", "Understood, and it is written down where everyone finds it.");
  }
  const { owner, conversationId, chosen, log } = made;
  const target = {
    owner,
    conversationId,
    turnId: turnId.parse(randomUUID()),
    chosen,
    family: chosen.info.family,
    log,
    budget: 2_000,
    room: 100,
  };
  const after = { ...target, due: false, first: null };
  return { ...made, upkeep: createTurnUpkeep(made.deps), target, after };
}

const FIRST = { question: "How do I move to Postgres?", answer: "Step by step." };

describe("the work around a turn", () => {
  it("compacts after a turn when that is due, and only then", async () => {
    const { upkeep, after, summaries } = await world();
    await upkeep.after(after);
    expect(summaries.versions).toEqual([]);
    await upkeep.after({ ...after, due: true });
    expect(summaries.active).toMatchObject({ version: 1, source: "extract" });
  });

  it("goes on after a turn while reading a long history takes too long at once", async () => {
    const { upkeep, after, summaries, timers } = await world();
    for (let n = 0; n < 1_500; n += 1) {
      await summaries.say("user", `Crate ${n} holds lamps for the harbour and weighs ${n} kg, I am told.`);
      await summaries.say("assistant", "Understood, and it is written down where everyone finds it.");
    }
    summaries.step = () => {
      if (summaries.reads === 2) timers.pass(20_000);
    };
    await upkeep.after({ ...after, due: true });
    const spans = summaries.versions.map(({ from, to }) => [from, to]);
    expect(spans.length).toBeGreaterThan(1);
    expect(spans[0]?.[1]).toBeLessThan(2_900);
    expect(spans.at(-1)?.[0]).toBe(1);
    expect(spans.at(-1)?.[1]).toBeGreaterThan(3_000);
  });

  it("compacts before a turn, in our own words when the model is too slow", async () => {
    const { upkeep, target, summaries, timers } = await world(
      scriptedModel(() => new Promise(() => undefined)),
    );
    const { signal } = new AbortController();
    const waiting = upkeep.compactBefore({ ...target, signal });
    await expect.poll(() => summaries.reads).toBe(2);
    await expect.poll(() => timers.waiting).toBe(1);
    timers.pass(15_000);
    expect(await waiting).toMatchObject({ version: 1 });
    expect(summaries.active?.source).toBe("extract");
  });

  it("asks no model on a plan that has no tokens to spare", async () => {
    const { upkeep, after, summaries, calls, titles } = await world(scriptedModel(() => "[1] Budgets."));
    await upkeep.after({ ...after, planLimit: 8_000, due: true, first: FIRST });
    expect([summaries.active?.source, calls, titles]).toEqual(["extract", [], []]);
    summaries.active = null;
    await upkeep.after({ ...after, planLimit: 250_000, due: true });
    expect(summaries.active).toMatchObject({ source: "model" });
  });

  it("stops waiting when the turn is stopped, and stores what is at hand", async () => {
    const { upkeep, target, summaries } = await world(scriptedModel(() => new Promise(() => undefined)));
    const stop = new AbortController();
    const waiting = upkeep.compactBefore({ ...target, signal: stop.signal });
    await expect.poll(() => summaries.reads).toBe(2);
    stop.abort();
    expect(await waiting).toMatchObject({ version: 1 });
  });

  it("waits for a compaction that runs already instead of paying for a second one", async () => {
    let answer: (text: string) => void = () => undefined;
    const model = scriptedModel(() => new Promise<string>((resolve) => (answer = resolve)));
    const { upkeep, target, after, summaries, calls } = await world(model);
    const first = upkeep.after({ ...after, due: true });
    await expect.poll(() => summaries.reads).toBe(2);
    await upkeep.after({ ...after, due: true });
    const second = upkeep.compactBefore({ ...target, signal: new AbortController().signal });
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer("[1] Budgets were named.");
    await first;
    expect(await second).toMatchObject({ version: 1 });
    expect(summaries.versions).toHaveLength(1);
    expect(calls).toHaveLength(1);
  });

  it("never throws: what fails is left for the next turn", async () => {
    const { upkeep, target, after, summaries, lines } = await world(scriptedModel(() => "A title"));
    summaries.step = () => {
      throw away();
    };
    await upkeep.after({ ...after, due: true, first: FIRST });
    expect(await upkeep.compactBefore({ ...target, signal: new AbortController().signal })).toBeNull();
    expect(lines.map(({ event }) => event)).toEqual(["title.failed", "memory.failed", "memory.failed"]);
    summaries.step = () => undefined;
    await upkeep.after({ ...after, due: true });
    expect(summaries.versions).toHaveLength(1);
  });
});

describe("titles", () => {
  it("come from the model after the first exchange, and are charged", async () => {
    const { upkeep, after, titles, calls } = await world(scriptedModel(() => "“Moving to Postgres.”"));
    await upkeep.after({ ...after, first: FIRST });
    expect(titles).toEqual(["Moving to Postgres"]);
    expect(calls).toMatchObject([{ kind: "title" }]);
  });

  it("stay as they are where a user has set one, without asking a model", async () => {
    const model = scriptedModel(() => "Another title");
    const { upkeep, after, titles, calls } = await world(model, { titleSource: "user" });
    await upkeep.after({ ...after, first: FIRST });
    expect([titles, calls]).toEqual([[], []]);
  });

  it("stay where a user was quicker than the model", async () => {
    const made = await world(
      scriptedModel(() => {
        made.summaries.conversation.title = "Mine";
        return "Another title";
      }),
    );
    await made.upkeep.after({ ...made.after, first: FIRST });
    expect(made.titles).toEqual([]);
  });

  it("are the first words where there is no model, or it says nothing of use", async () => {
    const offline = await world();
    await offline.upkeep.after({ ...offline.after, first: FIRST });
    const chatty = await world(scriptedModel(() => "word ".repeat(100)));
    await chatty.upkeep.after({ ...chatty.after, first: FIRST });
    expect([offline.titles, offline.calls, chatty.titles]).toEqual([[], [], []]);
  });
});
