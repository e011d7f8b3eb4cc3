import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveMeter, meterText } from "@/lib/domain/meter/derive-meter";
import { contextReport } from "../../../support/context-report";

const REPORT = contextReport();

describe("the meter", () => {
  it("says its numbers in words", () => {
    expect(meterText(deriveMeter(REPORT, 0, null))).toBe(
      "3,643 of 8,000 tokens in context, 1,500 kept for the reply, 2,857 free",
    );
  });

  it("fills the reserve with the reply while it is written, and leaves what is free as it is", () => {
    const meter = deriveMeter(REPORT, 604, null);
    expect(meter.pieces).toEqual([
      { kind: "system", tokens: 412 },
      { kind: "recent", tokens: 3_231 },
      { kind: "reply", tokens: 604 },
      { kind: "reserve", tokens: 896 },
      { kind: "free", tokens: 2_857 },
    ]);
    expect(meter.free).toBe(2_857);
  });

  it("keeps the server's level as long as its own numbers are shown", () => {
    expect(deriveMeter({ ...REPORT, draft: 857, level: "full" }, 0, null).level).toBe("full");
  });

  it.each([
    [856, "ok"],
    [857, "warning"],
    [2_056, "warning"],
    [2_057, "danger"],
    [2_858, "danger"],
  ] as const)("levels a draft of %i tokens as %s: warning from 75 %%, danger from 90 %%", (draft, level) => {
    expect(deriveMeter(REPORT, 0, draft).level).toBe(level);
  });

  it("says that it is full instead of staying in danger once old messages leave", () => {
    expect(deriveMeter({ ...REPORT, slides: true }, 0, 2_500).level).toBe("full");
    expect(deriveMeter({ ...REPORT, slides: true }, 0, 2_900).level).toBe("danger");
  });

  it("adds up to the budget, or to what passes it, for any numbers", () => {
    const amount = fc.integer({ min: 0, max: 200_000 });
    fc.assert(
      fc.property(amount, amount, amount, amount, amount, (budget, reserve, held, draft, written) => {
        const segments = [{ kind: "recent" as const, tokens: held }];
        const meter = deriveMeter({ ...REPORT, budget, reserve, held, segments }, written, draft);
        const sum = meter.pieces.reduce((total, piece) => total + piece.tokens, 0);
        expect(sum).toBe(meter.budget + meter.overBy);
        expect(meter.held + meter.draft + meter.reserve + meter.free).toBe(meter.budget + meter.overBy);
      }),
    );
  });
});
