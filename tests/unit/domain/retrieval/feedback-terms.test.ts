import { describe, expect, it } from "vitest";
import { withFeedback } from "@/lib/domain/retrieval/feedback-terms";
import { FAR, indexOf, said } from "./pool-samples";

const ASKED = new Map([
  ["kiln", 1],
  ["cellar", 1],
]);
const FEEDBACK = { messages: 2, terms: 50, share: 0.5 };

const MESSAGES = [
  said(1, "kiln firewood"),
  said(FAR, "kiln chimney"),
  said(2 * FAR, "kiln bricks"),
  said(3 * FAR, "butter"),
];
const index = indexOf(MESSAGES, ["kiln", "cellar"]);
const sum = (terms: ReadonlyMap<string, number>) => [...terms.values()].reduce((a, b) => a + b, 0);

describe("feedback", () => {
  it("adds the terms of the best messages to what was asked for", () => {
    const terms = withFeedback(index, ASKED, [3, 2, 1, 0], FEEDBACK);
    expect([...terms.keys()]).toEqual(expect.arrayContaining(["kiln", "cellar", "firewood", "chimney"]));
    expect(terms.has("brick")).toBe(false);
    expect(terms.has("butter")).toBe(false);
  });

  it("weighs the terms of a better message higher, and what is everywhere lower", () => {
    const terms = withFeedback(index, ASKED, [3, 2, 1, 0], FEEDBACK);
    expect(terms.get("firewood")).toBeGreaterThan(terms.get("chimney") ?? Infinity);
    // All were sent on one day.
    const best = withFeedback(index, ASKED, [3, 2, 1, 0], { ...FEEDBACK, messages: 1 });
    expect(best.get("firewood")).toBeGreaterThan(best.get("d:2026-11-21") ?? Infinity);
  });

  it("leaves the sum of the weights as it was, and what was asked for its share of it", () => {
    const terms = withFeedback(index, ASKED, [3, 2, 1, 0], FEEDBACK);
    expect(sum(terms)).toBeCloseTo(sum(ASKED));
    expect(terms.get("cellar")).toBeCloseTo(0.5);
    expect(terms.get("kiln")).toBeGreaterThan(0.5);
  });

  it("adds no more terms than it may", () => {
    const terms = withFeedback(index, ASKED, [3, 0, 0, 0], { ...FEEDBACK, terms: 1 });
    expect([...terms.keys()]).toEqual(["kiln", "cellar", "firewood"]);
  });

  it("prefers the later of two equally good messages", () => {
    const terms = withFeedback(index, ASKED, [1, 1, 1, 0], { ...FEEDBACK, messages: 1 });
    expect(terms.has("brick")).toBe(true);
    expect(terms.has("firewood")).toBe(false);
  });

  it("changes nothing where nothing was found, or where it has no share", () => {
    expect(withFeedback(index, ASKED, [0, 0, 0, 0], FEEDBACK)).toEqual(ASKED);
    expect(withFeedback(index, ASKED, [3, 2, 1, 0], { ...FEEDBACK, share: 0 })).toEqual(ASKED);
    expect(withFeedback(indexOf([]), ASKED, [], FEEDBACK)).toEqual(ASKED);
  });
});
