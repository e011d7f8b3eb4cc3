import { describe, expect, it } from "vitest";
import { memoryPrior, messagePriors } from "@/lib/domain/retrieval/score-priors";
import { SCORE_WEIGHTS } from "@/lib/domain/retrieval/score-weights";
import { memory } from "../context/recalled-samples";
import { NOW, PLAIN, queryFor, replied, said } from "./pool-samples";

const WEIGHTS = { ...PLAIN, user: { own: 1, sum: 2 }, named: 3, timed: 5, asks: 0.5 };

describe("what a message's score is multiplied by", () => {
  it("is more for the user's own words than for a reply", () => {
    expect(messagePriors([said(1, "kiln"), replied(2, "kiln")], queryFor("kiln"), WEIGHTS)).toEqual([2, 1]);
  });

  it("is more for what says when, if a date is asked for", () => {
    const messages = [replied(1, "We fired it yesterday."), replied(2, "We fired it.")];
    expect(messagePriors(messages, queryFor("When did we fire the kiln?"), WEIGHTS)).toEqual([5, 1]);
    expect(messagePriors(messages, queryFor("Where did we fire the kiln?"), WEIGHTS)).toEqual([1, 1]);
  });

  it("is less for a question", () => {
    expect(
      messagePriors([replied(1, "Which kiln?"), replied(2, "Kiln.")], queryFor("kiln"), WEIGHTS),
    ).toEqual([0.5, 1]);
  });

  it("is the product of all that holds", () => {
    const messages = [said(1, "Did we fire it yesterday?")];
    expect(messagePriors(messages, queryFor("When was the kiln fired?"), WEIGHTS)).toEqual([2 * 5 * 0.5]);
  });

  it("is more for whom the question names, where people talk to each other", () => {
    const messages = [
      said(1, "kiln", { author: "Anna Müller" }),
      said(2, "kiln", { author: "Ben" }),
      said(3, "kiln", { author: "Anna Müller" }),
    ];
    expect(messagePriors(messages, queryFor("What did Anna say about the kiln?"), WEIGHTS)).toEqual([
      3, 1, 3,
    ]);
    expect(messagePriors(messages, queryFor("What did anybody say about the kiln?"), WEIGHTS)).toEqual([
      1, 1, 1,
    ]);
  });

  it("is the same for all of those whom a question names together", () => {
    const messages = [said(1, "kiln", { author: "Anna" }), said(2, "kiln", { author: "Ben" })];
    expect(messagePriors(messages, queryFor("Did Anna or Ben fire the kiln?"), WEIGHTS)).toEqual([1, 1]);
  });
});

describe("what a memory's score is multiplied by", () => {
  const prior = (over: Parameters<typeof memory>[1], now = NOW) =>
    memoryPrior(memory(1, over), now, SCORE_WEIGHTS);

  it("is more for what is important", () => {
    expect(prior({ importance: 9 })).toBeGreaterThan(prior({ importance: 2 }));
  });

  it("is more for what was said or used lately", () => {
    const old = "2020-01-01T00:00:00.000Z";
    const faded = { importance: 8, validFrom: old, createdAt: old };
    expect(prior({ importance: 8 })).toBeGreaterThan(prior(faded));
    expect(prior({ ...faded, lastUsedAt: NOW })).toBeGreaterThan(prior(faded));
  });

  it("is never nothing, and never more than half above that of the user's own words", () => {
    for (const over of [{ importance: 0 }, { importance: 10 }, { validTo: NOW }]) {
      expect(prior(over)).toBeGreaterThan(0);
      expect(prior(over)).toBeLessThan(1.5 * SCORE_WEIGHTS.user.sum);
    }
    expect(prior({}, "some day")).toBeGreaterThan(0);
  });
});
