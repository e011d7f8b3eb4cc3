import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildContext } from "@/lib/domain/context/build-context";
import type { ContextInput } from "@/lib/domain/context/context-input";
import { planCompaction } from "@/lib/domain/context/compaction";
import { forecast } from "@/lib/domain/context/forecast";
import { input, inputs, row, summaryOf, systemParts, turns } from "./stored-rows";

function planOf(context: ContextInput, summaryThreshold = 6_000, coming = 0) {
  return planCompaction({ context, built: buildContext(context), summaryThreshold, coming });
}

function forecastOf(context: ContextInput, summaryThreshold = 6_000) {
  const built = buildContext(context);
  const compaction = planCompaction({ context, built, summaryThreshold, coming: 0 });
  return forecast({ context, built, compaction, summaryThreshold });
}

/** 2,000 tokens, 500 reserved: 1,400 of room beside instructions and message. */
const hybrid = (change: Partial<ContextInput> = {}) =>
  input({ strategy: "hybrid", budget: 2_000, ...change });

describe("compaction", () => {
  it("is not due while there is room and the threshold is far", () => {
    expect(planOf(hybrid({ rows: turns(5, 50) }))).toMatchObject({
      state: "none",
      uncovered: { messages: 11, tokens: 520 },
    });
  });

  it("is due above the threshold", () => {
    const rows = turns(5, 50);
    expect(planOf(hybrid({ rows }), 519).state).toBe("due");
    expect(planOf(hybrid({ rows }), 520).state).toBe("none");
    // With the reply that is being waited for.
    expect(planOf(hybrid({ rows }), 520, 1).state).toBe("due");
  });

  it("is due when held and reserve pass 80 % of the budget", () => {
    const rows = turns(10, 50);
    expect(planOf(hybrid({ rows, current: { content: "…", tokens: 20, seq: 21, saidAt: null } })).state).toBe(
      "none",
    );
    expect(planOf(hybrid({ rows, current: { content: "…", tokens: 21, seq: 21, saidAt: null } })).state).toBe(
      "due",
    );
  });

  it("is never due for a sliding window", () => {
    expect(planOf(input({ rows: turns(40, 50) }), 500).state).toBe("none");
  });

  it("is not due where nothing would be gained", () => {
    const instructions = { text: "…", tokens: 1_300 };
    const system = systemParts({ instructions, joinedTokens: 1_301 });
    expect(planOf(hybrid({ system, rows: turns(1, 20) })).state).toBe("none");
  });

  it("leaves half of the budget word for word, or of the threshold, or what a step of the window leaves", () => {
    const rows = turns(4, 50);
    expect(planOf(hybrid({ rows, budget: 20_000 }), 128_000).room).toBe(10_000);
    expect(planOf(hybrid({ rows, budget: 20_000 }), 6_000).room).toBe(3_000);
    expect(planOf(hybrid({ rows })).room).toBe(0.6 * 1_400);
    expect(planOf(hybrid({ rows, windowSize: 6 })).room).toBe(200);
    expect(planOf(hybrid({ rows, windowSize: 2 })).room).toBe(100);
  });

  it("leaves the newest turn, however low the threshold, while half of the budget holds it", () => {
    const current = { content: "…", tokens: 4_000, seq: 9, saidAt: null };
    const asked = hybrid({ rows: turns(4, 50), budget: 20_000, current });
    expect(planOf(asked, 1_000, 300)).toMatchObject({ room: 4_300, state: "due" });
    expect(planOf(hybrid({ rows: [], budget: 20_000, current }), 1_000, 300).state).toBe("none");
    expect(planOf({ ...asked, budget: 8_000 }, 1_000, 300).room).toBeLessThan(4_000);
    const rows = [row(2, "assistant"), row(1, "user", { tokenCount: 4_000 })];
    const afterwards = hybrid({ rows, budget: 20_000, current: null });
    expect(planOf(afterwards, 1_000)).toMatchObject({ room: 4_010, state: "none" });
  });

  it("is waited for by `summarization` as soon as a message would be in no form in the call", () => {
    const rows = turns(20, 50);
    expect(planOf(hybrid({ strategy: "summarization", rows })).state).toBe("before_sending");
    expect(planOf(hybrid({ strategy: "summarization", rows: turns(14, 50) })).state).toBe("due");
  });

  it("is waited for by `hybrid` only when the window would leave more than half of them out", () => {
    expect(planOf(hybrid({ rows: turns(15, 50) })).state).toBe("due");
    expect(planOf(hybrid({ rows: turns(20, 50) })).state).toBe("before_sending");
  });

  it("reckons what was not read at the mean of what was", () => {
    const rows = turns(3, 50).map((each) => ({ ...each, seq: each.seq + 10 }));
    const older = { messages: 10, from: 1, to: 10 };
    const current = { content: "…", tokens: 20, seq: null, saidAt: null };
    expect(planOf(hybrid({ rows, older, current })).uncovered).toEqual({ messages: 16, tokens: 800 });
  });

  it("never leaves more than half of the budget, and never less than nothing", () => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: 500, max: 128_000 }), (asked, threshold) => {
        const { room, state } = planOf(asked, threshold);
        expect(room).toBeGreaterThanOrEqual(0);
        expect(asked.scale.ratio * room).toBeLessThanOrEqual(asked.budget / 2 + 40);
        if (asked.strategy === "sliding_window") expect(state).toBe("none");
      }),
      { seed: 20261121, numRuns: 500 },
    );
  });
});

describe("the forecast", () => {
  const draft = { content: "…", tokens: 50, seq: null, saidAt: null };

  it("knows nothing before the first turn", () => {
    expect(forecastOf(input({ rows: [] }))).toEqual({ leaving: null, turnsLeft: null });
  });

  it("counts the turns that fit before the window takes its next step", () => {
    // 1,420 of room, 10 turns of 100 in it: 4 more fit, the last of them without its reply.
    const context = input({ budget: 2_000, rows: turns(10, 50), current: null });
    expect(forecastOf(context)).toEqual({ leaving: null, turnsLeft: 4 });
    expect(forecastOf({ ...context, current: draft }).turnsLeft).toBe(3);
  });

  it("says which messages leave with the next step, once this is said", () => {
    const context = input({ budget: 2_000, rows: turns(13, 50), current: draft });
    const { leaving, turnsLeft } = forecastOf(context);
    expect(turnsLeft).toBe(0);
    // The next window takes at most 60 % of its room of 1,370: eight turns, the one being said among them.
    expect(leaving).toEqual({ messages: 12, from: 1, to: 12 });
  });

  it("is right: what it says leaves does leave when it goes on like that", () => {
    let windowFrom = 0;
    let promised: number | null = null;
    for (let said = 2; said < 120; said += 1) {
      const rows = turns(said, 50);
      const call = buildContext(
        input({ budget: 2_000, rows, windowFrom, current: { ...draft, seq: 2 * said + 1 } }),
      );
      const stepped = said > 2 && call.windowFrom !== windowFrom && windowFrom !== 0;
      if (promised !== null) expect(call.kept[0]?.seq).toBe(promised);
      else expect(stepped).toBe(false);
      windowFrom = call.windowFrom;
      const next = forecastOf(input({ budget: 2_000, rows: turns(said + 1, 50), windowFrom, current: null }));
      promised = next.turnsLeft === 0 && next.leaving !== null ? next.leaving.to + 1 : null;
    }
  });

  it("counts places where the window has a size", () => {
    const context = input({ budget: 8_000, rows: turns(4, 10), windowSize: 12, current: null });
    expect(forecastOf(context).turnsLeft).toBe(3);
  });

  it("counts to the next compaction, and says what it will summarise", () => {
    const context = hybrid({ budget: 8_000, rows: turns(10, 50), current: null });
    expect(forecastOf(context, 1_450)).toEqual({ leaving: null, turnsLeft: 4 });
    // 725 may stay: seven turns, the one that is still to be said among them.
    expect(forecastOf(context, 1_050)).toMatchObject({ turnsLeft: 0, leaving: { from: 1 } });
    expect(forecastOf({ ...context, current: draft }, 1_050).leaving).toEqual({
      messages: 12,
      from: 1,
      to: 12,
    });
  });

  it("marks no pinned message as leaving", () => {
    const rows = turns(13, 50).map((each) =>
      each.seq === 3 ? row(3, "user", { pinned: true, tokenCount: 50 }) : each,
    );
    expect(forecastOf(input({ budget: 2_000, rows, current: draft })).leaving).toMatchObject({
      messages: 11,
    });
  });

  it("never says that something leaves while turns are left, nor anything that is not in the call", () => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: 500, max: 8_000 }), (asked, threshold) => {
        const { leaving, turnsLeft } = forecastOf(asked, threshold);
        if (turnsLeft !== null) expect(turnsLeft).toBeGreaterThanOrEqual(0);
        if (leaving === null) return;
        expect(turnsLeft).toBe(0);
        const kept = buildContext(asked).kept;
        expect(kept.some(({ seq }) => seq === leaving.from)).toBe(true);
        expect(kept.some(({ seq }) => seq === leaving.to)).toBe(true);
      }),
      { seed: 20261121, numRuns: 500 },
    );
  });

  it("knows the summary's boundary", () => {
    const system = systemParts({ summary: summaryOf(20, 100) });
    const rows = turns(4, 50).map((each) => ({ ...each, seq: each.seq + 20 }));
    expect(forecastOf(hybrid({ system, rows, current: null }), 500)).toMatchObject({ turnsLeft: 1 });
  });
});
