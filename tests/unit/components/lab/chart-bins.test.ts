import { describe, expect, it } from "vitest";
import { axisFigure, binned, roundUp } from "@/components/lab/chart-bins";

const turns = Array.from({ length: 100 }, (_, index) => ({ seq: index * 2 + 1, tokens: index, uncached: 2 }));

describe("the columns of a chart", () => {
  it("are one a turn while they fit", () => {
    expect(binned(turns.slice(0, 3), 60).map(({ tokens }) => tokens)).toEqual([0, 1, 2]);
  });

  it("hold the mean of several turns where there are too many, and leave none out", () => {
    const bins = binned(turns, 30);
    expect(bins.length).toBeLessThanOrEqual(30);
    expect(bins[0]).toEqual({ first: 1, last: 4, tokens: 1.5, uncached: 2 });
    expect(bins.at(-1)?.last).toBe(100);
  });

  it("stand under a figure that is easy to read", () => {
    expect([7_911, 8_000, 8_001, 640, 3, 0].map(roundUp)).toEqual([8_000, 8_000, 10_000, 800, 4, 1]);
    expect([8_000, 2_500, 400].map(axisFigure)).toEqual(["8k", "2.5k", "400"]);
  });
});
