import { beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import type { Price, RecordedCall } from "@/lib/ports/call-ledger";
import type { TurnLimits, WindowRow } from "@/lib/ports/turn-store";
import { runLab } from "@/lib/services/lab/run-lab";
import { newUserId } from "../sample-rows";
import { labWorld, longTalk, said } from "./lab-world";

const PRICE: Price = {
  provider: "openai-compatible",
  model: "gpt-4o",
  input: 2,
  cachedInput: 1,
  output: 8,
  asOf: "2026-11-01",
};

const LIMITS = { addressHash: "home", perUser: 30, perAddress: 60, global: 600, tokensADay: 200_000 };
const refusal = new AppError("rate_limited", "Too many tokens this minute.", { retryAfterMs: 5_000 });

function setUp(rows: readonly WindowRow[], prices: Price[] = [PRICE], mostAdmitted = Infinity) {
  const world = labWorld(rows);
  const recorded: RecordedCall[] = [];
  const admitted: TurnLimits[] = [];
  const silent = () => undefined;
  const deps = {
    ...world.deps,
    ledger: {
      admit: (call: { limits: TurnLimits }) => {
        admitted.push(call.limits);
        return admitted.length > mostAdmitted ? Promise.reject(refusal) : Promise.resolve();
      },
      prices: () => Promise.resolve(prices),
      record: (call: RecordedCall) => {
        recorded.push(call);
        return Promise.resolve();
      },
    },
    clock: { now: () => Date.parse("2026-11-02T10:00:00Z") },
    timers: {
      elapsed: () => Math.round(performance.now()),
      after: (ms: number, run: () => void) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    log: { info: silent, warn: silent, error: silent },
  };
  const owner = newUserId();
  const run = (answers: boolean, budgets = [2_000], signal = new AbortController().signal) =>
    runLab(deps, { owner, conversationId: world.id, budgets, answers, limits: LIMITS, signal });
  return { ...world, run, recorded, admitted, owner };
}

describe("the strategy lab", () => {
  let rows: WindowRow[];
  beforeAll(async () => {
    rows = await said(longTalk(20).slice(0, -1));
  });

  it("says what answers would cost at most, and asks no model unless told to", async () => {
    const { run, model, recorded } = setUp(rows);
    const { price, runs, question } = await run(false);
    expect(model.requests).toHaveLength(0);
    expect(recorded).toHaveLength(0);
    expect(question).toContain("station 20");
    expect(runs.map(({ strategy, answer }) => [strategy, answer])).toEqual([
      ["sliding_window", null],
      ["summarization", null],
      ["hybrid", null],
    ]);
    const held = runs.reduce((sum, { perTurn }) => sum + (perTurn.at(-1)?.tokens ?? 0), 0);
    // The largest reserve of replies like these, three times.
    expect(price).toEqual({
      tokens: held + 3 * 256,
      cost: { amount: (held * 2 + 3 * 256 * 8) / 1_000_000, currency: "USD", asOf: "2026-11-01" },
    });
  });

  it("counts what a provider has read before at its own price", async () => {
    const [first] = (await setUp(rows).run(false)).runs;
    const replies = rows
      .filter((row) => row.role === "assistant")
      .reduce((sum, row) => sum + row.tokenCount, 0);
    const { promptTokens = 0, uncachedTokens = 0, cost } = first ?? {};
    const expected = (uncachedTokens * 2 + (promptTokens - uncachedTokens) + replies * 8) / 1_000_000;
    expect(cost?.amount).toBeCloseTo(expected, 12);
    expect((await setUp(rows, []).run(false)).runs[0]?.cost).toBeNull();
  });

  it("hands over each one's answer to the last question, charged as the lab's", async () => {
    const { run, model, recorded, owner, id } = setUp(rows);
    const { runs } = await run(true);
    expect(runs.map(({ answer }) => answer)).toEqual(
      model.requests.map(({ messages }) => `Echo of ${messages.length} messages.`),
    );
    expect(model.requests.every(({ messages }) => messages.at(-1)?.content === rows.at(-1)?.content)).toBe(
      true,
    );
    expect(recorded).toHaveLength(3);
    for (const call of recorded) {
      expect(call).toMatchObject({ owner, conversationId: id, turnId: null, kind: "lab", free: false });
      expect(call.usage).toMatchObject({ model: "gpt-4o", source: "counted", tokenFamily: "openai-o200k" });
    }
  });

  it("keeps the answers that were paid for when a later one is refused, and fails where the first is", async () => {
    const later = setUp(rows);
    Object.assign(later.model, { failFrom: 3, failure: refusal });
    const { runs } = await later.run(true);
    expect(runs.map(({ answer }) => answer === null)).toEqual([false, false, true]);
    expect(later.recorded).toHaveLength(2);
    const atOnce = setUp(rows);
    Object.assign(atOnce.model, { failFrom: 1, failure: refusal });
    await expect(atOnce.run(true)).rejects.toBe(refusal);
    expect(atOnce.recorded).toHaveLength(0);
  });

  it("counts every answer as a turn, and asks no model that a limit refuses", async () => {
    const allowed = setUp(rows);
    await allowed.run(true);
    expect(allowed.admitted).toEqual([1, 2, 3].map(() => ({ ...LIMITS, free: false })));
    const limited = setUp(rows, [PRICE], 1);
    const { runs } = await limited.run(true);
    expect(runs.map(({ answer }) => answer === null)).toEqual([false, true, true]);
    expect([limited.model.requests.length, limited.recorded.length]).toEqual([1, 1]);
    const none = setUp(rows, [PRICE], 0);
    await expect(none.run(true)).rejects.toBe(refusal);
    expect(none.model.requests).toHaveLength(0);
  });

  it("has no price where nothing was asked", async () => {
    expect(await setUp([]).run(true)).toMatchObject({ price: null, question: null });
  });

  it("stops when nobody waits for it any more", async () => {
    const gone = AbortSignal.abort();
    await expect(setUp(rows).run(true, [2_000], gone)).rejects.toMatchObject({ code: "invalid_input" });
  });
});
