import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  accuracyOf,
  calibrationFrom,
  EXACT,
  measuredFrom,
  predictedTokens,
  usableWindow,
  type CalibrationSums,
} from "@/lib/domain/calibration/calibration";

const PREAMBLE = 61;

function sumsOf(calls: readonly (readonly [x: number, y: number])[], error = 0): CalibrationSums {
  const sums = { calls: 0, sumX: 0, sumY: 0, sumXX: 0, sumXY: 0, error };
  for (const [x, y] of calls) {
    sums.calls += 1;
    sums.sumX += x;
    sums.sumY += y;
    sums.sumXX += x * x;
    sums.sumXY += x * y;
  }
  return sums;
}

const measured = (calls: readonly (readonly [number, number])[], preamble = PREAMBLE) => {
  const calibration = calibrationFrom(sumsOf(calls), preamble);
  if (calibration === null) throw new Error("nothing was measured");
  return calibration;
};

describe("measuring a provider's counts", () => {
  it("is not done from fewer than five calls, though the calls are shown", () => {
    const four = sumsOf(
      [100, 200, 300, 400].map((x) => [x, 2 * x]),
      0.25,
    );
    expect(calibrationFrom(four, PREAMBLE)).toBeNull();
    expect(measuredFrom(four, PREAMBLE)).toEqual({ calls: 4, percent: 25, offset: 0, ratio: 1 });
    expect(measuredFrom(sumsOf([[100, 200]]), PREAMBLE)).toBeNull();
    expect(measuredFrom(sumsOf([]), PREAMBLE)).toBeNull();
  });

  it("finds the offset and the ratio of a provider that counts 9 % more and a preamble of its own", () => {
    const calls = [200, 900, 1_700, 2_600, 5_400].map((x) => [x, 80 + 1.09 * x] as const);
    const { offset, ratio } = measured(calls);
    expect(offset).toBeCloseTo(80, 6);
    expect(ratio).toBeCloseTo(1.09, 9);
  });

  it("errs by less than 1 % after ten calls, whatever the provider adds, within the sizes it has seen", () => {
    const provider = fc.record({
      a: fc.integer({ min: 0, max: 400 }),
      b: fc.double({ min: 0.6, max: 1.9, noNaN: true }),
    });
    const sizes = fc.array(fc.integer({ min: 300, max: 120_000 }), { minLength: 10, maxLength: 40 });
    fc.assert(
      fc.property(provider, sizes, fc.double({ min: 0, max: 1, noNaN: true }), ({ a, b }, xs, where) => {
        const real = (x: number) => Math.round(a + b * x);
        const calibration = measured(xs.map((x) => [x, real(x)]));
        const least = Math.min(...xs);
        const next = Math.round(least + where * (Math.max(...xs) - least));
        const error = Math.abs(predictedTokens(calibration, next) - real(next)) / real(next);
        expect(error).toBeLessThan(0.01);
      }),
      { numRuns: 1_000 },
    );
  });

  it("errs by less than 1 % beyond the sizes it has seen once these vary", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.double({ min: 0.6, max: 1.9, noNaN: true }),
        fc.integer({ min: 200, max: 2_000 }),
        (a, b, step) => {
          const real = (x: number) => Math.round(a + b * x);
          const calibration = measured(
            Array.from({ length: 10 }, (_, turn) => [step * (turn + 1), real(step * (turn + 1))] as const),
          );
          const far = step * 100;
          expect(Math.abs(predictedTokens(calibration, far) - real(far)) / real(far)).toBeLessThan(0.01);
        },
      ),
    );
  });

  it("takes the ratio of the means where all prompts were about the same size", () => {
    // Rounding alone would give these a slope of 3.
    const { offset, ratio } = measured([
      [1_000, 1_090],
      [1_001, 1_093],
      [1_000, 1_089],
      [1_001, 1_092],
      [1_001, 1_093],
    ]);
    expect(ratio).toBeGreaterThan(1.08);
    expect(ratio).toBeLessThan(1.11);
    expect(offset + ratio * 1_000).toBeCloseTo(1_090.8, 0);
  });

  it("keeps the ratio within 0.5 to 2 and never takes more off than the preamble", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 131_072 }), fc.integer({ min: 1, max: 400_000 })), {
          minLength: 5,
          maxLength: 30,
        }),
        fc.constantFrom(0, 1, 26, 61),
        (calls, preamble) => {
          const { offset, ratio } = measured(calls, preamble);
          expect(ratio).toBeGreaterThanOrEqual(0.5);
          expect(ratio).toBeLessThanOrEqual(2);
          expect(offset).toBeGreaterThanOrEqual(-preamble - 1e-9);
        },
      ),
    );
  });
});

describe("what of a window may be filled", () => {
  it("is a tenth and the preamble less before anything is measured", () => {
    expect(usableWindow(8_192, null, PREAMBLE)).toBe(7_372 - PREAMBLE);
    expect(usableWindow(50, null, PREAMBLE)).toBe(0);
  });

  it("is twice the mean error less once it is, and all of it where there is no error", () => {
    expect(usableWindow(8_192, { offset: 0, ratio: 1, calls: 9, percent: 1 }, PREAMBLE)).toBe(8_028);
    expect(usableWindow(8_192, { offset: 0, ratio: 1, calls: 9, percent: 60 }, PREAMBLE)).toBe(7_372);
    expect(usableWindow(8_192, EXACT, PREAMBLE)).toBe(8_192);
  });
});

describe("what a count calls itself", () => {
  it("is an estimate, calibrated, or exact", () => {
    expect(accuracyOf(null)).toEqual({ kind: "estimate" });
    expect(accuracyOf(EXACT)).toEqual({ kind: "exact" });
    const calibrated = (percent: number) => accuracyOf({ offset: 0, ratio: 1, calls: 9, percent });
    expect(calibrated(1.234)).toEqual({ kind: "calibrated", percent: 1.2 });
    expect(calibrated(0.004)).toEqual({ kind: "calibrated", percent: 0.1 });
    expect(calibrated(0.0001)).toEqual({ kind: "exact" });
  });
});
