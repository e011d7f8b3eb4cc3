import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseRecalled, shareOf } from "@/lib/domain/retrieval/choose-recalled";
import type { ScoredItem } from "@/lib/domain/retrieval/recall-pool";
import { contentOf, FAR, replied, said, scored, scoredMemory } from "./pool-samples";

/** Messages that stand by themselves. */
const apart = (...scores: number[]) =>
  scores.map((score, at) => scored(said(at * FAR + 1, `kiln ${at}`), score));

type Room = { room?: number; confidence?: number; tokens?: (item: ScoredItem) => number };

function choose(
  items: readonly ScoredItem[],
  { room = 1_000, confidence = 1, tokens = () => 20 }: Room = {},
) {
  return chooseRecalled(items, { room, confidence, tokensOf: tokens });
}

const textsOf = (items: ReturnType<typeof choose>) => items.map(({ item }) => contentOf(item));

describe("the share of the room that recall takes", () => {
  it("is nothing where nothing is needed and all where that is sure", () => {
    expect(shareOf(0)).toBe(0);
    expect(shareOf(1)).toBe(1);
  });

  it("grows with confidence between them", () => {
    const confidence = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(confidence, confidence, (a, b) => {
        const [less, more] = [shareOf(Math.min(a, b)), shareOf(Math.max(a, b))];
        expect(less).toBeLessThanOrEqual(more);
        expect(less).toBeGreaterThanOrEqual(0);
        expect(more).toBeLessThanOrEqual(1);
      }),
    );
    const shares = Array.from({ length: 101 }, (_, at) => shareOf(at / 100));
    expect(shares.some((share) => share > 0 && share < 1)).toBe(true);
  });
});

describe("what is recalled", () => {
  it("is the best of what was found, best first", () => {
    expect(textsOf(choose(apart(1, 3, 2), { room: 40 }))).toEqual(["kiln 1", "kiln 2"]);
  });

  it("is more the surer it is, and nothing where it is not", () => {
    const items = apart(...Array.from({ length: 50 }, (_, at) => 50 - at));
    const counts = [0, 0.1, 0.3, 0.4, 1].map((confidence) => choose(items, { confidence }).length);
    expect(counts.slice(0, 2)).toEqual([0, 0]);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(new Set(counts).size).toBe(4);
    expect(counts.at(-1)).toBe(50);
  });

  it("takes short ones before a long one of the same score", () => {
    const items = apart(1, 1, 1);
    const tokens = (item: ScoredItem) => (contentOf(item) === "kiln 0" ? 500 : 30);
    expect(textsOf(choose(items, { tokens }))).toEqual(["kiln 1", "kiln 2", "kiln 0"]);
  });

  it("takes a long one first that is worth it", () => {
    const tokens = (item: ScoredItem) => (contentOf(item) === "kiln 0" ? 320 : 30);
    expect(textsOf(choose(apart(10, 1), { tokens }))).toEqual(["kiln 0", "kiln 1"]);
  });

  it("does not weigh one short item against another by its length", () => {
    const tokens = (item: ScoredItem) => (contentOf(item) === "kiln 0" ? 30 : 10);
    expect(textsOf(choose(apart(1.01, 1), { tokens }))).toEqual(["kiln 0", "kiln 1"]);
  });

  it("passes over what does not fit and goes on", () => {
    const tokens = (item: ScoredItem) => (contentOf(item) === "kiln 0" ? 150 : 20);
    expect(textsOf(choose(apart(10, 2, 1), { room: 60, tokens }))).toEqual(["kiln 1", "kiln 2"]);
  });

  it("leaves out what has next to nothing of the best score, however much room there is", () => {
    const scores = [2, 1, ...Array.from({ length: 20 }, () => 0.01)];
    expect(textsOf(choose(apart(...scores), { room: 10_000 }))).toEqual(["kiln 0", "kiln 1"]);
  });

  it("says nothing twice, in memories or in messages, and keeps the better of them", () => {
    const items = [
      scoredMemory(1, "The kiln is blue.", 3),
      scored(said(1, "The kiln is blue."), 2),
      scored(said(FAR, "The kiln is blue."), 1),
    ];
    expect(choose(items).map(({ item, why }) => [item, why])).toEqual([[items[0], "hit"]]);
  });

  it("leaves out what has no text here", () => {
    expect(choose([scored(said(1, "kiln", { content: null }), 5)])).toEqual([]);
  });

  it("says what each takes", () => {
    expect(choose(apart(1), { tokens: () => 33 }).map(({ tokens, why }) => [tokens, why])).toEqual([
      [33, "hit"],
    ]);
  });
});

describe("what a hit brings along", () => {
  const OFFER = "I would paint it blue.";
  const accepted = (hit: number, offer: number) => [
    scored(replied(1, OFFER), offer),
    scored(said(2, "Yes, do that."), hit),
  ];

  it("is the proposal it accepted, though that scores nothing", () => {
    const chosen = choose([...accepted(5, 0), ...apart(4, 3).slice(1)]);
    expect(chosen.map(({ item, why }) => [contentOf(item), why])).toEqual([
      ["Yes, do that.", "hit"],
      [OFFER, "accepted"],
      ["kiln 1", "hit"],
    ]);
  });

  it("is the question it answers", () => {
    const items = [scored(said(1, "Which colour?"), 0), scored(replied(2, "Cobalt."), 5)];
    expect(choose(items).map(({ item, why }) => [contentOf(item), why])).toEqual([
      ["Cobalt.", "hit"],
      ["Which colour?", "beside"],
    ]);
  });

  it("is nothing new where that was chosen already", () => {
    expect(choose(accepted(5, 9)).map(({ why }) => why)).toEqual(["hit", "hit"]);
  });

  it("is left where there is no room for it", () => {
    expect(textsOf(choose(accepted(5, 0), { room: 30 }))).toEqual(["Yes, do that."]);
  });

  it("is there for each of the first five hits, however many came along before", () => {
    const talks = [1, 2, 3, 4, 5, 6].flatMap((n) => [
      scored(replied(n * FAR, `Which colour has kiln ${n}?`), 0),
      scored(said(n * FAR + 1, `Cobalt ${n}.`), 10 - n),
    ]);
    const chosen = choose(talks, { room: 11 * 20 });
    expect(chosen.map(({ why }) => why)).toEqual([
      ...Array.from({ length: 5 }, () => ["hit", "beside"]).flat(),
      "hit",
    ]);
  });

  it("is nothing for those far down the list", () => {
    const yes = [scored(replied(901, OFFER), 0), scored(said(902, "Yes, do that."), 0.5)];
    const chosen = choose([...apart(9, 8, 7, 6, 5, 4, 3), ...yes]);
    expect(chosen.map(({ why }) => why)).not.toContain("accepted");
  });
});

describe("any choice", () => {
  const row = fc.record({
    content: fc.constantFrom(
      "Yes, do that.",
      "Which colour?",
      "Cobalt.",
      "The kiln is old.",
      "Bread",
      "Rain",
      null,
    ),
    role: fc.constantFrom("user" as const, "assistant" as const),
    score: fc.double({ min: 0, max: 6, noNaN: true }),
    gap: fc.constantFrom(1, 1, FAR),
  });
  const found = fc.array(row, { maxLength: 25 }).map((rows) => {
    let seq = 0;
    return rows
      .map(({ content, role, score, gap }) =>
        scored(said((seq += gap), content ?? "", { role, content }), score),
      )
      .sort((a, b) => b.score - a.score);
  });
  const room = fc.integer({ min: 0, max: 600 });
  const confidence = fc.double({ min: 0, max: 1, noNaN: true });
  const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 25, maxLength: 25 });

  it("keeps to its share of the room and takes nothing twice", () => {
    fc.assert(
      fc.property(found, room, confidence, sizes, (items, all, sure, tokensAt) => {
        const tokens = (item: ScoredItem) => tokensAt[items.indexOf(item)] ?? NaN;
        const chosen = choose(items, { room: all, confidence: sure, tokens });
        const taken = chosen.reduce((sum, each) => sum + each.tokens, 0);
        expect(taken).toBeLessThanOrEqual(all * shareOf(sure));
        expect(chosen.map((each) => each.tokens)).toEqual(chosen.map(({ item }) => tokens(item)));
        const contents = textsOf(chosen);
        expect(new Set(contents).size).toBe(contents.length);
        expect(contents).not.toContain("");
        for (const { item } of chosen) expect(items).toContain(item);
      }),
    );
  });

  it("takes all that says something new and was asked for, where there is room for all", () => {
    fc.assert(
      fc.property(found, (items) => {
        const least = (items[0]?.score ?? 0) / 10;
        const asked = items.filter(({ score }) => score >= least).map(contentOf);
        const taken = new Set(textsOf(choose(items, { room: 100_000 })));
        for (const content of asked) if (content !== "") expect(taken).toContain(content);
      }),
    );
  });
});
