import { describe, expect, it } from "vitest";
import { buildContext } from "@/lib/domain/context/build-context";
import type { GrantedRate } from "@/lib/ports/turn-store";
import { fitToRate, leastReserve } from "@/lib/services/context/fit-to-rate";
import { input, turns } from "../../domain/context/stored-rows";

const reserve = { replyReserve: 400, thinkingAllowance: 100, reserve: 500, source: "set" as const };
/** Holds 100 + 20 × 10 tokens. */
const context = input({ rows: turns(10), budget: 2_000 });

function fitted(granted: Partial<GrantedRate> | null) {
  const rate: GrantedRate = { choice: "ok", granted: 800, limit: 1_000, left: 800, ...granted };
  return fitToRate(context, reserve, granted === null ? null : rate);
}

describe("a call under a plan of tokens a minute", () => {
  it("is as it was where the plan has enough, or is none", () => {
    expect(fitted(null)).toEqual({ context, reserve, rate: null });
    expect(fitted({})).toEqual({ context, reserve, rate: null });
    expect(fitted({ choice: "shorter_reply", granted: 800 }).rate).toBeNull();
  });

  it("may use what is left beyond what it asked for", () => {
    expect(fitted({ granted: 700, left: 800 }).rate).toBeNull();
  });

  it("gets a shorter reply, thinking whole, down to half of its reserve", () => {
    expect(leastReserve(reserve)).toBe(300);
    expect(fitted({ choice: "shorter_reply", granted: 700, left: 700 })).toMatchObject({
      reserve: { replyReserve: 300, thinkingAllowance: 100, reserve: 400 },
      context: { reserve: 400, budget: 2_000 },
      rate: { kind: "shorter_reply", limit: 1_000, left: 700, replyReserve: 300 },
    });
    expect(fitted({ choice: "shorter_reply", granted: 600, left: 600 }).reserve.reserve).toBe(300);
  });

  it("stays clear of the whole limit, beyond which a call is refused for good", () => {
    expect(fitted({ granted: 805, left: 805, limit: 805 })).toMatchObject({
      reserve: { reserve: 496 },
      rate: { kind: "shorter_reply", limit: 805, left: 805 },
    });
    const { context: trimmed, reserve: kept } = fitted({
      choice: "trimmed",
      granted: 600,
      left: 600,
      limit: 600,
    });
    expect(buildContext(trimmed).held + kept.reserve).toBeLessThanOrEqual(594);
  });

  it("gives up history rather than more than half of its reply", () => {
    const {
      context: trimmed,
      rate,
      reserve: kept,
    } = fitted({ choice: "shorter_reply", granted: 599, left: 599 });
    expect(rate).toEqual({ kind: "trimmed", limit: 1_000, left: 599 });
    expect(kept.reserve).toBeGreaterThanOrEqual(300);
    const { held, overBy, kept: rows } = buildContext(trimmed);
    expect(overBy).toBe(0);
    expect(held + kept.reserve).toBeLessThanOrEqual(599);
    expect(rows.length).toBeGreaterThan(0);
  });

  it("keeps the whole reserve where the newest turn still fits beside it", () => {
    const { context: trimmed, reserve: kept } = fitted({ choice: "trimmed", granted: 720, left: 720 });
    expect(kept).toEqual(reserve);
    expect(buildContext(trimmed).kept.length).toBeGreaterThan(0);
    expect(fitted({ choice: "trimmed", granted: 610, left: 610 }).reserve.reserve).toBe(300);
  });
});
