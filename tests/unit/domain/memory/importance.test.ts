import { describe, expect, it } from "vitest";
import { importanceAgain, importanceOf, type ImportanceFacts } from "@/lib/domain/memory/importance";
import { HALF_LIFE_DAYS, recencyWeight, valueOf } from "@/lib/domain/memory/value";
import { aMemory, daysAgo, NOW } from "./memory-rows";

const FACT: ImportanceFacts = {
  kind: "fact",
  trust: "stated",
  explicit: false,
  details: 0,
  said: 1,
  uses: 0,
  modelScore: null,
};
const of = (changes: Partial<ImportanceFacts>) => importanceOf({ ...FACT, ...changes }).importance;

describe("importance", () => {
  it("is the sum of its reasons", () => {
    const { importance, reasons } = importanceOf({ ...FACT, explicit: true, details: 2, said: 4, uses: 3 });
    expect(reasons).toEqual([
      { rule: "fact", points: 3.5 },
      { rule: "stated", points: 0.5 },
      { rule: "asked_for", points: 3 },
      { rule: "specific", points: 1 },
      { rule: "said_again", points: 1 },
      { rule: "used", points: 0.8 },
    ]);
    expect(importance).toBe(9.8);
  });

  it.each([
    ["an explicit request", { explicit: true }],
    ["the user's confirmation", { trust: "confirmed" }],
    ["numbers, dates and names", { details: 1 }],
    ["saying it again", { said: 2 }],
    ["being used", { uses: 1 }],
    ["a model's good opinion", { modelScore: 9 }],
    ["being an instruction", { kind: "instruction" }],
  ] as const)("grows with %s", (_, changes) => {
    expect(of(changes)).toBeGreaterThan(of({}));
  });

  it.each([
    ["coming from a file", { trust: "imported" }],
    ["a model's poor opinion", { modelScore: 1 }],
  ] as const)("shrinks with %s", (_, changes) => {
    expect(of(changes)).toBeLessThan(of({}));
  });

  it("is bounded, in each part and as a whole", () => {
    expect(of({ details: 3 })).toBe(of({ details: 300 }));
    expect(of({ said: 8 })).toBe(of({ said: 8_000 }));
    expect(of({ uses: 1_000 })).toBe(of({ uses: 1_000_000 }));
    const most = {
      kind: "instruction",
      explicit: true,
      details: 9,
      said: 99,
      uses: 999,
      modelScore: 10,
    } as const;
    expect(of(most)).toBe(10);
  });

  it("keeps what was asked for and what a model thought when it is reckoned again", () => {
    const first = importanceOf({ ...FACT, explicit: true, modelScore: 8 });
    const again = importanceAgain(first.reasons, { ...FACT, said: 2 });
    expect(again.importance).toBeCloseTo(first.importance + 0.5);
  });
});

describe("value", () => {
  it("halves what fades every half-life of its type, and never reaches nothing", () => {
    const fresh = valueOf(aMemory({ type: "working", createdAt: daysAgo(0) }), NOW);
    const old = valueOf(aMemory({ type: "working", createdAt: daysAgo(HALF_LIFE_DAYS.working) }), NOW);
    const ancient = valueOf(aMemory({ type: "working", createdAt: daysAgo(10_000) }), NOW);
    expect(fresh).toBeCloseTo(5);
    expect(old).toBeCloseTo(5 * 0.65);
    expect(ancient).toBeCloseTo(1.5);
    expect(recencyWeight(-5, 10)).toBe(1);
  });

  it("lasts longer for what is true for long", () => {
    const at = daysAgo(60);
    const [working, episodic, lasting] = (["working", "episodic", "long_term"] as const).map((type) =>
      valueOf(aMemory({ type, createdAt: at }), NOW),
    );
    expect(working).toBeLessThan(episodic ?? 0);
    expect(episodic).toBeLessThan(lasting ?? 0);
  });

  it("counts from the last use, and is nothing once an entry no longer holds", () => {
    const createdAt = daysAgo(700);
    expect(valueOf(aMemory({ createdAt, lastUsedAt: daysAgo(0) }), NOW)).toBe(5);
    expect(valueOf(aMemory({ createdAt, validTo: daysAgo(1) }), NOW)).toBe(0);
  });
});
