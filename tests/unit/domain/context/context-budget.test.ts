import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  budgetFor,
  levelOf,
  overBudget,
  reserveFor,
  roomForHistory,
} from "@/lib/domain/context/context-budget";
import { modelInfo } from "@/lib/domain/tokens/model-table";

const thinking = modelInfo("groq", "openai/gpt-oss-120b");
const plain = modelInfo("offline", "offline");

describe("the budget", () => {
  it("is the smaller of the model's window and the conversation's own", () => {
    expect(budgetFor(thinking, 8_000)).toBe(8_000);
    expect(budgetFor({ contextWindow: 4_096 }, 8_000)).toBe(4_096);
  });
});

describe("the reserve", () => {
  it("keeps 1,500 for the reply and 1,000 for thinking by default", () => {
    const reserve = { replyReserve: 1_500, thinkingAllowance: 1_000, reserve: 2_500 };
    expect(reserveFor({ replyReserve: null, maxTokens: 8_000, info: thinking })).toEqual(reserve);
  });

  it("keeps nothing for thinking where the model does not think", () => {
    const reserve = { replyReserve: 1_500, thinkingAllowance: 0, reserve: 1_500 };
    expect(reserveFor({ replyReserve: null, maxTokens: 8_000, info: plain })).toEqual(reserve);
  });

  it("takes a quarter of a small budget for the reply and at most a quarter for thinking", () => {
    const reserve = { replyReserve: 250, thinkingAllowance: 250, reserve: 500 };
    expect(reserveFor({ replyReserve: null, maxTokens: 1_000, info: thinking })).toEqual(reserve);
  });

  it("is no longer than the model's longest reply", () => {
    const info = { ...plain, maxOutputTokens: 700 };
    expect(reserveFor({ replyReserve: null, maxTokens: 8_000, info }).replyReserve).toBe(700);
    expect(reserveFor({ replyReserve: 3_000, maxTokens: 8_000, info }).replyReserve).toBe(700);
  });

  it("takes what the conversation asks for, up to half of the budget", () => {
    expect(reserveFor({ replyReserve: 3_000, maxTokens: 8_000, info: plain }).replyReserve).toBe(3_000);
    expect(reserveFor({ replyReserve: 6_000, maxTokens: 8_000, info: plain }).replyReserve).toBe(4_000);
  });

  it("leaves a quarter of every budget for what is said", () => {
    const input = fc.record({
      replyReserve: fc.option(fc.integer({ min: 1, max: 128_000 })),
      maxTokens: fc.integer({ min: 1_000, max: 128_000 }),
      info: fc.record({
        contextWindow: fc.integer({ min: 1_000, max: 200_000 }),
        maxOutputTokens: fc.integer({ min: 1, max: 65_536 }),
        thinks: fc.boolean(),
      }),
    });
    fc.assert(
      fc.property(input, (asked) => {
        const { replyReserve, thinkingAllowance, reserve } = reserveFor(asked);
        expect(reserve).toBe(replyReserve + thinkingAllowance);
        expect(Number.isInteger(reserve)).toBe(true);
        expect(replyReserve).toBeGreaterThan(0);
        expect(reserve).toBeLessThanOrEqual(0.75 * budgetFor(asked.info, asked.maxTokens));
        if (!asked.info.thinks) expect(thinkingAllowance).toBe(0);
      }),
      { seed: 20261121 },
    );
  });
});

describe("a message that cannot fit", () => {
  it("is told with the numbers", () => {
    expect(overBudget({ budget: 1_000, reserve: 500, system: 80, message: 1_345 })).toEqual({
      budget: 1_000,
      reserve: 500,
      system: 80,
      message: 1_345,
      need: 1_925,
      over: 925,
    });
  });

  it("begins one token past the budget", () => {
    const parts = { budget: 1_000, reserve: 500, system: 80 };
    expect(overBudget({ ...parts, message: 420 })).toBeNull();
    expect(roomForHistory({ ...parts, message: 420 })).toBe(0);
    expect(overBudget({ ...parts, message: 421 })?.over).toBe(1);
    expect(roomForHistory({ ...parts, message: 421 })).toBe(0);
    expect(roomForHistory({ ...parts, message: 400 })).toBe(20);
  });
});

describe("the level", () => {
  it.each([
    [749, false, "ok"],
    [750, false, "warning"],
    [899, false, "warning"],
    [900, false, "danger"],
    [1_000, false, "danger"],
    [600, true, "full"],
    [1_000, true, "full"],
    [1_001, true, "danger"],
  ] as const)("at %i of 1,000 (window slides: %s) is %s", (used, slides, level) => {
    expect(levelOf(used, 1_000, slides)).toBe(level);
  });
});
