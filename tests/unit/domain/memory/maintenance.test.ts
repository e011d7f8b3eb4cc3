import { describe, expect, it } from "vitest";
import { planConsolidation } from "@/lib/domain/memory/consolidate";
import { planPruning } from "@/lib/domain/memory/prune";
import { mayStand } from "@/lib/domain/memory/standing";
import { suggestRetiring } from "@/lib/domain/memory/suggest";
import { aMemory, aSource, daysAgo, NOW } from "./memory-rows";

describe("consolidation", () => {
  it("merges what says the same into the weightiest, with more weight for having been said again", () => {
    const one = aMemory({ content: "My dog's name is Biscuit", importance: 4, sources: [aSource()] });
    const two = aMemory({ content: "my dog's name is Biscuit!", importance: 6, sources: [aSource()] });
    const [step] = planConsolidation([one, two], NOW);
    expect(step).toMatchObject({ do: "merge", into: two.id, ids: [one.id] });
    expect(step?.do === "merge" && step.reasons).toContainEqual({ rule: "said_again", points: 0.5 });
  });

  it.each([
    ["I like olives", "I don't like olives"],
    ["My flat has 3 rooms", "My flat has 4 rooms"],
    ["My brother lives in Bern", "My brother lives in Bonn"],
    ["I have a cat", "I have a boat"],
  ])("keeps apart: %s / %s", (a, b) => {
    expect(planConsolidation([aMemory({ content: a }), aMemory({ content: b })], NOW)).toEqual([]);
  });

  it("keeps the wording that somebody wrote by hand", () => {
    const hand = aMemory({ trust: "hand_written", importance: 1 });
    const said = aMemory({ importance: 9 });
    expect(planConsolidation([said, hand], NOW)).toMatchObject([{ into: hand.id, ids: [said.id] }]);
  });

  it("moves working entries at rest to episodes, and used episodes to what lasts", () => {
    const rested = aMemory({ type: "working", kind: "decision", createdAt: daysAgo(20) });
    const fresh = aMemory({
      type: "working",
      kind: "decision",
      content: "We decided on oak.",
      createdAt: daysAgo(2),
    });
    const used = aMemory({ type: "episodic", kind: "episode", content: "About the attic.", uses: 6 });
    const unused = aMemory({ type: "episodic", kind: "episode", content: "About the roof.", uses: 1 });
    expect(planConsolidation([rested, fresh, used, unused], NOW)).toMatchObject([
      { do: "move", id: rested.id, type: "episodic" },
      { do: "move", id: used.id, type: "long_term" },
    ]);
  });

  it("leaves alone what no longer holds, and changes none of its input", () => {
    const closed = aMemory({ validTo: daysAgo(2) });
    const held = Object.freeze(aMemory());
    expect(planConsolidation(Object.freeze([closed, held]), NOW)).toEqual([]);
  });

  it("takes ten thousand entries in its stride", () => {
    const many = Array.from({ length: 10_000 }, (_, n) =>
      aMemory({ content: `Shelf ${n} holds box ${n * 7}.` }),
    );
    const began = performance.now();
    expect(planConsolidation(many, NOW)).toEqual([]);
    // Comparing all with all would take minutes.
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe("pruning", () => {
  it("removes the least valuable above the cap, and says why", () => {
    const weights = [5, 1, 3, 2, 4].map((importance) => aMemory({ importance }));
    expect(planPruning(weights, { cap: 3, now: NOW })).toMatchObject([
      { do: "prune", id: weights[1]?.id, why: expect.stringContaining("least value") as string },
      { do: "prune", id: weights[3]?.id },
    ]);
    expect(planPruning(weights, { cap: 5, now: NOW })).toEqual([]);
  });

  it("spares what stands, what was written by hand and what was confirmed", () => {
    const spared = [
      aMemory({ importance: 0, standing: true }),
      aMemory({ importance: 0, trust: "hand_written" }),
      aMemory({ importance: 0, trust: "confirmed" }),
    ];
    const other = aMemory({ importance: 9 });
    expect(planPruning([...spared, other], { cap: 0, now: NOW }).map((step) => step.id)).toEqual([other.id]);
  });

  it("removes what stopped holding a year ago, and not what did lately", () => {
    const old = aMemory({ validTo: daysAgo(400) });
    const late = aMemory({ validTo: daysAgo(100) });
    expect(planPruning([old, late], { cap: 10, now: NOW }).map(({ id }) => id)).toEqual([old.id]);
  });
});

describe("suggestions", () => {
  it("names what costs much and is worth little, dearest first, and what nobody ever used", () => {
    const dear = aMemory({ importance: 3, tokensSpent: 900, uses: 30 });
    const dearer = aMemory({ importance: 2, tokensSpent: 5_000, uses: 60 });
    const idle = aMemory({ createdAt: daysAgo(300) });
    const helps = aMemory({ importance: 8, tokensSpent: 9_000, uses: 90 });
    const asked = aMemory({ importance: 1, tokensSpent: 9_000, reasons: [{ rule: "asked_for", points: 3 }] });
    const hand = aMemory({ importance: 1, tokensSpent: 9_000, trust: "hand_written" });
    const found = suggestRetiring([dear, dearer, idle, helps, asked, hand], NOW);
    expect(found.map(({ id, reason }) => [id, reason])).toEqual([
      [dearer.id, "costs_much"],
      [dear.id, "costs_much"],
      [idle.id, "never_used"],
    ]);
  });
});

describe("standing entries", () => {
  it.each(["instruction", "preference"] as const)(
    "are %ss in somebody's own words or confirmed by him",
    (kind) => {
      for (const trust of ["stated", "confirmed", "hand_written"] as const) {
        expect(mayStand({ kind, trust })).toBe(true);
      }
      expect(mayStand({ kind, trust: "imported" })).toBe(false);
    },
  );

  it.each(["fact", "goal", "decision", "question", "episode"] as const)("are no %ss", (kind) => {
    expect(mayStand({ kind, trust: "confirmed" })).toBe(false);
  });
});
