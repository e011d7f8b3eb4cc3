import { describe, expect, it } from "vitest";
import { isUser, lexicalScores } from "@/lib/domain/retrieval/lexical-scores";
import type { PoolMemory, PoolMessage } from "@/lib/domain/retrieval/recall-pool";
import type { ScoreWeights } from "@/lib/domain/retrieval/score-weights";
import { FAR, indexOf, PLAIN, remembered, replied, said } from "./pool-samples";

const KILN = new Map([["kiln", 1]]);

function scores(
  messages: readonly PoolMessage[],
  over: Partial<ScoreWeights> = {},
  memories: readonly PoolMemory[] = [],
) {
  const index = indexOf(messages, ["kiln"]);
  return { ...lexicalScores(index, KILN, memories, { ...PLAIN, ...over }), kiln: index.idfOf("kiln") };
}

describe("what a message says itself", () => {
  it("counts as often as the weights say where the user said it", () => {
    const { own, kiln } = scores([said(1, "kiln"), replied(FAR, "kiln"), said(2 * FAR, "bread")], {
      user: { own: 5, sum: 1 },
    });
    expect(own[0]).toBeCloseTo(5 * kiln);
    expect(own[1]).toBeCloseTo(kiln);
    expect(own[2]).toBe(0);
  });

  it("counts once for people who talk to each other", () => {
    expect(isUser({ role: "user", author: null })).toBe(true);
    expect(isUser({ role: "user", author: "Anna" })).toBe(false);
    expect(isUser({ role: "assistant", author: null })).toBe(false);
    const { own, kiln } = scores([said(1, "kiln", { author: "Anna" })], { user: { own: 5, sum: 1 } });
    expect(own[0]).toBeCloseTo(kiln);
  });
});

describe("what is said around a message", () => {
  const talk = [replied(1, "kiln"), replied(2, "bread"), replied(3, "oven"), replied(4, "butter")];

  it("lends it a share of the scores beside it", () => {
    const { around, kiln } = scores(talk, {
      neighbours: { before: 0.5, answered: 0.9, after: 0.3, second: 0.2 },
    });
    expect(around[0]).toBe(0);
    expect(around[1]).toBeCloseTo(0.5 * kiln);
    expect(around[2]).toBeCloseTo(0.2 * kiln);
    expect(around[3]).toBe(0);
  });

  it("lends it another share where it stands before", () => {
    const { around, kiln } = scores([replied(1, "bread"), replied(2, "kiln")], {
      neighbours: { before: 0.5, answered: 0.9, after: 0.3, second: 0.2 },
    });
    expect(around[0]).toBeCloseTo(0.3 * kiln);
  });

  it("lends the most to what answers", () => {
    const { around, kiln } = scores([replied(1, "kiln?"), replied(2, "bread")], {
      neighbours: { before: 0.5, answered: 0.9, after: 0.3, second: 0.2 },
    });
    expect(around[1]).toBeCloseTo(0.9 * kiln);
  });

  it("counts as a passage, as much as the weights say", () => {
    const { around, kiln } = scores(talk, { passage: { ...PLAIN.passage, weight: 2 } });
    for (const score of around) expect(score).toBeCloseTo(2 * kiln);
  });
});

describe("a memory", () => {
  it("counts like a message of the user's in a passage of its own", () => {
    const { memories, kiln } = scores(
      [said(1, "kiln")],
      { user: { own: 5, sum: 1 }, passage: { ...PLAIN.passage, weight: 2 } },
      [remembered(1, "The kiln is old."), remembered(2, "Bread.")],
    );
    expect(memories[0]).toBeCloseTo(7 * kiln);
    expect(memories[1]).toBe(0);
  });
});

describe("how well something matches", () => {
  it("is the same whoever said it and whatever is around it", () => {
    const { match } = scores(
      [said(1, "kiln"), replied(2, "kiln"), replied(FAR, "kiln")],
      { user: { own: 5, sum: 3 }, neighbours: { before: 1, answered: 1, after: 1, second: 1 } },
      [remembered(1, "kiln")],
    );
    expect(match).toHaveLength(4);
    for (const each of match) expect(each).toBeCloseTo(match[0] ?? -1);
    expect(match[0]).toBeGreaterThan(0);
  });

  it("is more for a rare term than for a common one", () => {
    const lone = scores([replied(1, "kiln")]);
    const many = scores(Array.from({ length: 50 }, (_, at) => replied(at * FAR + 1, "kiln")));
    expect(lone.match[0]).toBeGreaterThan(many.match[0] ?? Infinity);
  });

  it("counts what was asked for alone, not what feedback adds to it", () => {
    const messages = [said(1, "kiln firewood"), said(FAR, "firewood")];
    const { match, own } = scores(messages, { feedback: { messages: 1, terms: 5, share: 0.5 } });
    expect(match[1]).toBe(0);
    expect(own[1]).toBeGreaterThan(0);
  });
});
