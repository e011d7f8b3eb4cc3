import { describe, expect, it } from "vitest";
import { costOf } from "@/lib/domain/lab/call-cost";

const price = { input: 0.15, cachedInput: 0.075, output: 0.6, asOf: "2026-11-01" };

describe("the cost of a call", () => {
  it("charges what the provider has read before at its own price", () => {
    const tokens = { prompt: 2_000_000, cached: 1_000_000, completion: 500_000 };
    expect(costOf(price, tokens)).toEqual({
      amount: 0.525,
      currency: "USD",
      asOf: "2026-11-01",
    });
  });

  it("is not known for a model without a price", () => {
    expect(costOf(null, { prompt: 10, cached: 0, completion: 1 })).toBeNull();
  });
});
