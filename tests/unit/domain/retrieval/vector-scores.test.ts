import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { vectorScores } from "@/lib/domain/retrieval/vector-scores";

const ALONE = () => -1;
const PLAIN = { before: 0, after: 0, floor: 0 };
const inARow = (length: number) => (at: number, by: number) => (at + by < length ? at + by : -1);

describe("nearness in meaning", () => {
  it("is unknown where nothing has a vector", () => {
    expect(vectorScores([], ALONE, PLAIN)).toBeNull();
    expect(vectorScores([null, null], ALONE, PLAIN)).toBeNull();
  });

  it("is 1 for the nearest and 0 for the farthest, and in proportion between", () => {
    expect(vectorScores([0.2, 0.6, 0.4], ALONE, PLAIN)).toEqual([0, 1, expect.closeTo(0.5)]);
  });

  it("is nothing at and below the quantile that counts as 0", () => {
    expect(vectorScores([0.1, 0.2, 0.3, 0.5], ALONE, { ...PLAIN, floor: 0.5 })).toEqual([0, 0, 0, 1]);
  });

  it("is that of the last of the nearest for one that is not among them", () => {
    expect(vectorScores([0.9, null, 0.3], ALONE, PLAIN)).toEqual([1, 0, 0]);
  });

  it("is 1 where all are as near", () => {
    expect(vectorScores([0.4, 0.4], ALONE, PLAIN)).toEqual([1, 1]);
  });

  it("takes in what is said before and after, by their shares", () => {
    const after = vectorScores([0, 1, 0, 0], inARow(4), { ...PLAIN, after: 0.5 });
    expect(after).toEqual([expect.closeTo(0.5), 1, 0, 0]);
    const before = vectorScores([0, 1, 0, 0], inARow(4), { ...PLAIN, before: 0.25 });
    expect(before).toEqual([0, 1, expect.closeTo(0.25), 0]);
  });

  it("lies between 0 and 1 and keeps the order, whatever the cosines are", () => {
    const cosine = fc.option(fc.double({ min: -1, max: 1, noNaN: true }));
    fc.assert(
      fc.property(
        fc.array(cosine, { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (cosines, floor) => {
          const scores = vectorScores(cosines, ALONE, { ...PLAIN, floor });
          expect(scores === null).toBe(cosines.every((each) => each === null));
          for (const [a, score] of (scores ?? []).entries()) {
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
            const b = cosines.findIndex((each) => each !== null && each > (cosines[a] ?? 1));
            if (b >= 0) expect(scores?.[b]).toBeGreaterThanOrEqual(score);
          }
        },
      ),
    );
  });
});
