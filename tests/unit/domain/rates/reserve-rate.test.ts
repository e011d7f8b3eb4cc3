import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rateOfRefusal } from "@/lib/domain/rates/provider-rate";
import { reserveRate, type RateNeeds, type RateState } from "@/tests/support/rate-rule";

const NEEDS: RateNeeds = { all: 5_000, shortReply: 4_250, shortWindow: 3_000, least: 2_000 };
const state = (more: Partial<RateState>): RateState => ({
  limit: 8_000,
  remaining: 8_000,
  resetMs: null,
  reserved: 0,
  ...more,
});

describe("what a plan of tokens a minute does to a call", () => {
  it.each([
    [5_000, { kind: "ok", granted: 5_000 }],
    [4_999, { kind: "shorter_reply", granted: 4_999 }],
    [4_250, { kind: "shorter_reply", granted: 4_250 }],
    [4_249, { kind: "trimmed", granted: 4_249 }],
    [3_000, { kind: "trimmed", granted: 3_000 }],
    [2_999, { kind: "wait", waitMs: 14_000 }],
    [0, { kind: "wait", waitMs: 14_000 }],
  ])("with %i tokens left: %j", (remaining, expected) => {
    const verdict = reserveRate(state({ remaining, resetMs: 14_000 }), NEEDS);
    expect(verdict).toEqual({ ...expected, limit: 8_000, left: remaining });
  });

  it("counts what running calls hold", () => {
    expect(reserveRate(state({ reserved: 3_500 }), NEEDS).kind).toBe("shorter_reply");
    expect(reserveRate(state({ reserved: 9_000 }), NEEDS)).toEqual({
      kind: "wait",
      waitMs: 1_000,
      limit: 8_000,
      left: 0,
    });
  });

  it("has the whole limit again once the time is up", () => {
    expect(reserveRate(state({ remaining: 0, resetMs: 0 }), NEEDS).kind).toBe("ok");
    expect(reserveRate(state({ remaining: 0, resetMs: 0.4 }), NEEDS)).toMatchObject({
      kind: "wait",
      waitMs: 1,
    });
  });

  it("gives all it has where it never has room for two turns, and refuses where even one message is too much", () => {
    expect(reserveRate(state({ limit: 2_500, remaining: 2_500 }), NEEDS)).toMatchObject({
      kind: "trimmed",
      granted: 2_500,
    });
    expect(reserveRate(state({ limit: 1_999, remaining: 1_999 }), NEEDS)).toEqual({
      kind: "over_limit",
      limit: 1_999,
      need: 2_000,
    });
  });

  it("never grants more than is left, nor less than the call cannot do without", () => {
    const size = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 4, maxLength: 4 }),
        size,
        size,
        size,
        (sizes, limit, used, reserved) => {
          const [least = 0, shortWindow = 0, shortReply = 0, all = 0] = sizes.toSorted((a, b) => a - b);
          const needs = { least, shortWindow, shortReply, all };
          const remaining = Math.max(0, limit - used);
          const verdict = reserveRate({ limit, remaining, resetMs: 500, reserved }, needs);
          if (!("granted" in verdict)) return;
          expect(verdict.granted).toBeLessThanOrEqual(Math.max(0, remaining - reserved));
          expect(verdict.granted).toBeGreaterThanOrEqual(Math.min(limit, least));
        },
      ),
    );
  });
});

describe("what a refusal tells about the plan", () => {
  it("is read from the error's details, and from nothing else", () => {
    const rate = { limit: 8_000, remaining: 12, resetMs: 500 };
    expect(rateOfRefusal({ status: 429, rate })).toEqual(rate);
    expect(rateOfRefusal({ status: 429 })).toBeNull();
    expect(rateOfRefusal({ rate: { limit: "8000" } })).toBeNull();
    expect(rateOfRefusal(undefined)).toBeNull();
  });
});
