import { describe, expect, it } from "vitest";
import {
  budgetFor,
  canFitReply,
  levelOf,
  overBudget,
  pinCap,
  thinkingAllowance,
} from "@/lib/domain/context/context-budget";

describe("the budget", () => {
  it("is the smaller of what of the model's window may be filled and the conversation's own", () => {
    expect(budgetFor(131_072, 8_000)).toBe(8_000);
    expect(budgetFor(3_600, 8_000)).toBe(3_600);
    expect(budgetFor(-5, 8_000)).toBe(0);
  });

  it("lets a model think, and on a small budget less", () => {
    expect(thinkingAllowance(true, 8_000)).toBe(1_000);
    expect(thinkingAllowance(true, 1_000)).toBe(250);
    expect(thinkingAllowance(false, 8_000)).toBe(0);
  });

  it("gives pinned messages a quarter", () => {
    expect(pinCap(8_000)).toBe(2_000);
    expect(pinCap(1_001)).toBe(250);
  });
});

describe("a message that cannot fit", () => {
  const parts = { budget: 1_000, reserve: 500, system: 80, pinned: 40, summary: 30 };

  it("is told with the numbers", () => {
    expect(overBudget({ ...parts, message: 1_345 })).toEqual({
      ...parts,
      message: 1_345,
      need: 1_995,
      over: 995,
    });
  });

  it("begins one token past the budget", () => {
    expect(canFitReply({ ...parts, message: 350 })).toBe(true);
    expect(overBudget({ ...parts, message: 350 })).toBeNull();
    expect(canFitReply({ ...parts, message: 351 })).toBe(false);
    expect(overBudget({ ...parts, message: 351 })?.over).toBe(1);
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
