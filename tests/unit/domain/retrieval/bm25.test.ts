import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idf, termFrequencyScore } from "@/lib/domain/retrieval/bm25";

const counts = fc.integer({ min: 0, max: 1_000_000 });

describe("how much a term tells", () => {
  it("is ln 2 for one that half of the texts have", () => {
    expect(idf(100, 50)).toBeCloseTo(Math.log(2));
  });

  it("is less the more texts have it, and never below nothing", () => {
    fc.assert(
      fc.property(counts, counts, counts, (docs, a, b) => {
        const [few, many] = [idf(docs, Math.min(a, b)), idf(docs, Math.max(a, b))];
        expect(many).toBeGreaterThanOrEqual(0);
        expect(few).toBeGreaterThanOrEqual(many);
      }),
    );
    expect(idf(1_000, 1)).toBeGreaterThan(idf(1_000, 2));
  });

  it("is little, not an error, where more texts are said to have it than there are", () => {
    expect(idf(10, 20)).toBeCloseTo(idf(20, 20));
    expect(idf(0, 0)).toBeGreaterThan(0);
  });
});

describe("a term's frequency", () => {
  const saturation = fc.record({
    k1: fc.double({ min: 0.1, max: 3, noNaN: true }),
    b: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it("counts once for one in a text of average length", () => {
    fc.assert(
      fc.property(saturation, (each) => {
        expect(termFrequencyScore(1, 1, each)).toBeCloseTo(1);
      }),
    );
  });

  it("counts for more the more often it is there, up to an end", () => {
    fc.assert(
      fc.property(saturation, fc.integer({ min: 1, max: 50 }), (each, tf) => {
        const [once, more] = [termFrequencyScore(tf, 1, each), termFrequencyScore(tf + 1, 1, each)];
        expect(more).toBeGreaterThan(once);
        expect(more).toBeLessThan(each.k1 + 1);
      }),
    );
  });

  it("counts for less in a longer text, as far as lengths count", () => {
    expect(termFrequencyScore(2, 3, { k1: 1.2, b: 0.5 })).toBeLessThan(
      termFrequencyScore(2, 1, { k1: 1.2, b: 0.5 }),
    );
    expect(termFrequencyScore(2, 3, { k1: 1.2, b: 0 })).toBe(termFrequencyScore(2, 1, { k1: 1.2, b: 0 }));
  });

  it("is nothing where the term is not", () => {
    expect(termFrequencyScore(0, 1, { k1: 1.2, b: 0.75 })).toBe(0);
  });
});
