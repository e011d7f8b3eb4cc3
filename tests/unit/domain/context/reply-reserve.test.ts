import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestReply, reserveFor, type ReserveInput } from "@/lib/domain/context/reply-reserve";

const plain = { maxOutputTokens: 4_096, thinks: false };

function asked(change: Partial<ReserveInput> = {}): ReserveInput {
  return {
    replyReserve: null,
    maxTokens: 8_000,
    budget: 8_000,
    recentReplies: [],
    maxOutputTokens: null,
    info: plain,
    ...change,
  };
}

const reply = (change: Partial<ReserveInput>) => reserveFor(asked(change)).replyReserve;

describe("the reserve of a conversation without replies", () => {
  it("is 1,500 for the reply, and 1,000 for thinking where the model thinks", () => {
    const info = { ...plain, thinks: true };
    expect(reserveFor(asked({ info }))).toEqual({
      replyReserve: 1_500,
      thinkingAllowance: 1_000,
      reserve: 2_500,
      source: "default",
    });
    expect(reserveFor(asked()).reserve).toBe(1_500);
  });

  it("is a quarter of a small budget, and no longer than the model's longest reply", () => {
    expect(reply({ maxTokens: 1_000, budget: 1_000 })).toBe(250);
    expect(reply({ info: { ...plain, maxOutputTokens: 700 } })).toBe(700);
  });
});

describe("a reserve that was set", () => {
  it("holds up to half of the budget and to the model's longest reply", () => {
    expect(reserveFor(asked({ replyReserve: 3_000 }))).toMatchObject({ replyReserve: 3_000, source: "set" });
    expect(reply({ replyReserve: 6_000 })).toBe(4_000);
    expect(reply({ replyReserve: 3_000, info: { ...plain, maxOutputTokens: 700 } })).toBe(700);
  });
});

describe("a reserve that follows the conversation's own replies", () => {
  it("is a quarter more than the longest of them, in steps of 50", () => {
    expect(reserveFor(asked({ recentReplies: [400, 610, 300] }))).toMatchObject({
      replyReserve: 800,
      source: "estimated",
    });
  });

  it("waits for three of them", () => {
    expect(reserveFor(asked({ recentReplies: [400, 610] })).source).toBe("default");
  });

  it("is at least 256", () => {
    expect(reply({ recentReplies: [20, 30, 40] })).toBe(256);
  });

  it("doubles when the newest was cut off, and only then", () => {
    expect(reply({ recentReplies: [400, 300, -610] })).toBe(1_600);
    expect(reply({ recentReplies: [-610, 300, 400] })).toBe(800);
  });

  it("stays within the agent's bound, 4,000 without one, and a quarter of the budget", () => {
    const recentReplies = [3_500, 3_500, 3_500];
    const info = { ...plain, maxOutputTokens: 65_536 };
    const wide = { recentReplies, info, maxTokens: 64_000, budget: 64_000 };
    expect(reply(wide)).toBe(4_000);
    expect(reply({ ...wide, maxOutputTokens: 900 })).toBe(900);
    expect(reply({ recentReplies })).toBe(2_000);
  });

  it("knows the longest reply, cut off or not", () => {
    expect(longestReply([])).toBeNull();
    expect(longestReply([300, -610, 400])).toBe(610);
  });
});

it("leaves a quarter of every budget for what is said", () => {
  const input = fc.record({
    replyReserve: fc.option(fc.integer({ min: 64, max: 64_000 })),
    maxTokens: fc.integer({ min: 1_000, max: 128_000 }),
    usable: fc.integer({ min: 1_000, max: 200_000 }),
    recentReplies: fc.array(fc.integer({ min: -9_000, max: 9_000 }), { maxLength: 8 }),
    maxOutputTokens: fc.option(fc.integer({ min: 1, max: 128_000 })),
    info: fc.record({ maxOutputTokens: fc.integer({ min: 1, max: 65_536 }), thinks: fc.boolean() }),
  });
  fc.assert(
    fc.property(input, ({ usable, ...rest }) => {
      const budget = Math.min(usable, rest.maxTokens);
      const { replyReserve, thinkingAllowance, reserve } = reserveFor({ ...rest, budget });
      expect(reserve).toBe(replyReserve + thinkingAllowance);
      expect(Number.isInteger(reserve)).toBe(true);
      expect(replyReserve).toBeGreaterThan(0);
      expect(reserve).toBeLessThanOrEqual(0.75 * budget);
      if (!rest.info.thinks) expect(thinkingAllowance).toBe(0);
    }),
    { seed: 20261121 },
  );
});
