import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confidenceOf } from "@/lib/domain/retrieval/confidence-of";
import type { RecallQuery, ScoredItem } from "@/lib/domain/retrieval/recall-pool";
import { said, scored } from "./pool-samples";

const CUES = { own: false, past: false, selfContained: false };

function query(terms: number, cues: Partial<RecallQuery["cues"]> = {}): RecallQuery {
  return {
    now: "2026-11-22T12:00:00.000Z",
    terms: Array.from({ length: terms }, (_, at) => ({ term: `term${at}`, weight: 1 })),
    previous: 0,
    asksWhen: false,
    cues: { ...CUES, ...cues },
  };
}

const matching = (...matches: number[]): ScoredItem[] =>
  matches.map((match, at) => scored(said(at + 1, "kiln"), match, { match }));
const near = (...cosines: (number | null)[]): ScoredItem[] =>
  cosines.map((cosine, at) => scored(said(at + 1, "kiln"), 1, { match: 1, cosine }));
const many = (count: number, cosine: number) => Array.from({ length: count }, () => cosine);

const MODES = [{ hybrid: false }, { hybrid: true }];

describe.each(MODES)("how sure it is that something is needed (hybrid: $hybrid)", (mode) => {
  const sure = (items: readonly ScoredItem[], of: RecallQuery = query(4)) => confidenceOf(items, of, mode);

  it("is nothing where nothing was found", () => {
    expect(sure([], query(8, { own: true, past: true }))).toBe(0);
  });

  it("grows with how well the best of it matches", () => {
    expect(sure(matching(2))).toBeGreaterThan(sure(matching(1)));
    expect(sure(matching(1))).toBeGreaterThan(sure(matching(0)));
  });

  it("is that of the best match, wherever it stands", () => {
    expect(sure(matching(0, 2, 1))).toBe(sure(matching(2)));
  });

  it("grows with how much was looked for", () => {
    expect(sure(matching(1), query(6))).toBeGreaterThan(sure(matching(1), query(2)));
  });

  it("grows where a message is about own things, or about what was", () => {
    const plain = sure(matching(1), query(4));
    const own = sure(matching(1), query(4, { own: true }));
    const past = sure(matching(1), query(4, { past: true }));
    const both = sure(matching(1), query(4, { own: true, past: true }));
    expect(Math.min(own, past)).toBeGreaterThan(plain);
    expect(both).toBeGreaterThan(Math.max(own, past));
  });

  it("falls where a message stands by itself", () => {
    expect(sure(matching(1), query(4, { selfContained: true }))).toBeLessThan(sure(matching(1), query(4)));
  });

  it("lies between 0 and 1 and never falls with a better match, whatever was found", () => {
    const cues = fc.record({ own: fc.boolean(), past: fc.boolean(), selfContained: fc.boolean() });
    const amount = fc.double({ min: 0, max: 20, noNaN: true });
    const cosine = fc.option(fc.double({ min: -1, max: 1, noNaN: true }));
    const items = fc.array(fc.tuple(amount, cosine), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(items, amount, fc.nat(24), cues, (found, more, terms, cue) => {
        const asked = query(terms, cue);
        const lower = found.map(([match, near], at) => scored(said(at, "kiln"), 1, { match, cosine: near }));
        const higher = lower.map((item) => ({ ...item, match: item.match + more }));
        expect(sure(lower, asked)).toBeGreaterThan(0);
        expect(sure(higher, asked)).toBeLessThan(1);
        expect(sure(higher, asked)).toBeGreaterThanOrEqual(sure(lower, asked));
      }),
    );
  });
});

describe("how far the nearest stand out", () => {
  const sure = (items: readonly ScoredItem[], hybrid = true) => confidenceOf(items, query(4), { hybrid });

  it("makes it surer", () => {
    expect(sure(near(0.8))).toBeGreaterThan(sure(near(0.3)));
    expect(sure(near(...many(5, 0.6), ...many(95, 0.1)))).toBeGreaterThan(sure(near(...many(100, 0.1))));
  });

  it("is told by what is usual there: all near is none near", () => {
    expect(sure(near(...many(40, 0.6)))).toBeLessThan(sure(near(...many(5, 0.6), ...many(35, 0.1))));
  });

  it("is not told by one outlier of a long history", () => {
    expect(sure(near(0.9, ...many(99, 0.1)))).toBe(sure(near(...many(100, 0.1))));
  });

  it("is told by the nearest of a short one", () => {
    expect(sure(near(0.9, 0.1, 0.1))).toBeGreaterThan(sure(near(0.1, 0.1, 0.1)));
  });

  it("is told by those that have a vector", () => {
    expect(sure(near(null, 0.8, null))).toBe(sure(near(0.8)));
    expect(sure(near(null, null))).toBe(sure(near(-1)));
  });

  it("counts for nothing where vectors were not asked for", () => {
    expect(sure(near(0.9), false)).toBe(sure(near(0.1), false));
  });
});
