import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PoolMessage } from "@/lib/domain/retrieval/recall-pool";
import { scorePool } from "@/lib/domain/retrieval/score-pool";
import { ELSEWHERE } from "../context/recalled-samples";
import { contentOf, FAR, poolOf, queryFor, remembered, replied, said, scoredFor } from "./pool-samples";

const inOrder = (...args: Parameters<typeof scoredFor>) => scoredFor(...args).map(contentOf);
const scoreOf = (scored: ReturnType<typeof scoredFor>, content: string) =>
  scored.find((item) => contentOf(item) === content)?.score ?? NaN;
/** Far apart, so that none lends another anything. */
const apart = (...messages: PoolMessage[]) =>
  messages.map((message, at) => ({ ...message, seq: 1 + at * FAR }));

describe("the order of what was found", () => {
  it("begins with what says what was asked for", () => {
    const messages = apart(
      said(1, "Bread needs time."),
      said(1, "The kiln needs wood."),
      said(1, "Rain again."),
    );
    expect(inOrder("Which wood for the kiln?", messages)[0]).toBe("The kiln needs wood.");
  });

  it("puts a rare word before a common one", () => {
    const common = Array.from({ length: 20 }, () => said(1, "The kiln is warm."));
    const messages = apart(...common, said(1, "The celadon is warm."));
    expect(inOrder("kiln or celadon?", messages)[0]).toBe("The celadon is warm.");
  });

  it("puts more of the words before fewer, and a short text before a long one", () => {
    const messages = apart(
      said(1, "The kiln has a crack, and somebody has to look at that before winter brings frost again."),
      said(1, "The kiln stands outside."),
      said(1, "The kiln door sticks."),
    );
    const order = inOrder("kiln door", messages);
    expect(order[0]).toBe("The kiln door sticks.");
    expect(order[1]).toBe("The kiln stands outside.");
  });

  it("puts the user's own words before the same in a reply, though that is newer", () => {
    const messages = apart(said(1, "The kiln is blue."), replied(1, "The kiln is blue."));
    const [first] = scoredFor("Which colour has the kiln?", messages);
    expect(first).toMatchObject({ kind: "message", message: { role: "user" } });
  });

  it("puts the newer of equals first, by when it was said and then by its number", () => {
    const text = "The kiln is blue.";
    const messages = [
      said(1, text, { saidAt: "2026-11-18T09:00:00.000Z" }),
      said(1 + FAR, text, { saidAt: "2026-11-18T11:00:00.000Z" }),
      said(1 + 2 * FAR, text, { saidAt: "2026-11-18T10:00:00.000Z" }),
      said(1 + 3 * FAR, text, { saidAt: "2026-11-18T10:00:00.000Z" }),
    ];
    const scored = scoredFor("kiln", messages);
    expect(new Set(scored.map(({ score }) => score)).size).toBe(1);
    expect(scored.map((item) => item.kind === "message" && item.message.seq)).toEqual([
      1 + FAR,
      1 + 3 * FAR,
      1 + 2 * FAR,
      1,
    ]);
  });

  it("is the same however the messages come", () => {
    const messages = [
      said(1, "Which kiln?"),
      replied(2, "The blue one."),
      said(3, "Bread."),
      said(FAR, "The kiln is blue.", { conversationId: ELSEWHERE }),
      said(FAR + 1, "Blue bread and a blue kiln.", { conversationId: ELSEWHERE }),
    ];
    const order = inOrder("blue kiln", messages);
    fc.assert(
      fc.property(fc.shuffledSubarray(messages, { minLength: messages.length }), (shuffled) => {
        expect(inOrder("blue kiln", shuffled)).toEqual(order);
      }),
    );
  });
});

describe("the score of a message", () => {
  it("rises where it answers a question about what was asked for", () => {
    const answer = "In the cellar, behind the shelves.";
    const score = (before: string) =>
      scoreOf(
        scoredFor("Where is the kiln?", [said(1, before), replied(2, answer), said(FAR, "kiln")]),
        answer,
      );
    expect(score("Where is the kiln?")).toBeGreaterThan(score("Where is the kiln."));
    expect(score("Where is the kiln.")).toBeGreaterThan(score("Where is the bread."));
  });

  it("rises where the messages around it are about what was asked for", () => {
    const scored = scoredFor("kiln", [
      said(1, "The kiln is warm."),
      replied(2, "Good to hear."),
      said(FAR, "The bread is warm."),
      replied(FAR + 1, "Glad to hear."),
    ]);
    expect(scoreOf(scored, "Good to hear.")).toBeGreaterThan(scoreOf(scored, "Glad to hear."));
  });

  it("rises where it says when, if a date is asked for", () => {
    const messages = apart(replied(1, "Kiln fired years ago."), replied(1, "Kiln fired outside."));
    const when = scoredFor("When was the kiln fired?", messages);
    const where = scoredFor("Where was the kiln fired?", messages);
    const share = (scored: typeof when) =>
      scoreOf(scored, "Kiln fired years ago.") / scoreOf(scored, "Kiln fired outside.");
    expect(share(when)).toBeGreaterThan(share(where));
  });

  it("rises for the one who is named", () => {
    const talk = (author: string) => said(1, "The kiln is blue.", { author });
    const messages = apart(talk("Anna"), talk("Ben"));
    const [first] = scoredFor("What did Anna say about the kiln?", messages);
    expect(first).toMatchObject({ message: { author: "Anna" } });
    const [other] = scoredFor("What did Ben say about the kiln?", messages);
    expect(other).toMatchObject({ message: { author: "Ben" } });
  });

  it("counts a term of the turn before as much as it is weighed", () => {
    const messages = apart(replied(1, "The kiln."), replied(1, "The oven."));
    const asked = [
      { term: "kiln", weight: 0.5 },
      { term: "oven", weight: 1 },
    ];
    const scored = scorePool(poolOf(asked, messages), queryFor("oven"));
    expect(scored.map(contentOf)).toEqual(["The oven.", "The kiln."]);
    expect(scoreOf(scored, "The kiln.")).toBeGreaterThan(0);
  });
});

describe("a vector", () => {
  const messages = (cosines: readonly (number | null)[]) =>
    apart(
      said(1, "My furnace for pots."),
      said(1, "Rain again."),
      said(1, "Trains are late."),
      said(1, "Bread."),
    ).map((message, at) => ({ ...message, cosine: cosines[at] ?? null }));

  it("lifts what says the same in other words", () => {
    const [first] = scoredFor("Where is the kiln?", messages([0.8, 0.1, 0.2, 0.15]));
    expect(first && contentOf(first)).toBe("My furnace for pots.");
    expect(first?.parts.vector).toBeGreaterThan(0);
    expect(first?.cosine).toBe(0.8);
  });

  it("does not outweigh the words that were asked for", () => {
    const near = messages([0.8, 0.1, 0.2, 0.15]);
    const [first] = scoredFor("kiln", [...near, said(9 * FAR, "The kiln.", { cosine: 0.7 })]);
    expect(first && contentOf(first)).toBe("The kiln.");
  });

  it("counts for nothing where there is none", () => {
    const scored = scoredFor("Where is the kiln?", messages([]));
    expect(scored.map(({ parts, score }) => parts.vector + score)).toEqual([0, 0, 0, 0]);
  });
});

describe("a memory", () => {
  it("comes before a reply in the same words, and after what says more of what was asked", () => {
    const messages = apart(replied(1, "The kiln is blue."), said(1, "The kiln door is blue."));
    const scored = scoredFor("Which colour has the kiln door?", messages, [
      remembered(1, "The kiln is blue."),
    ]);
    expect(scored.map(({ kind }) => kind)).toEqual(["message", "memory", "message"]);
  });

  it("comes before another that matters less", () => {
    const scored = scoredFor(
      "kiln",
      [],
      [
        remembered(1, "The kiln is blue.", { importance: 2 }),
        remembered(2, "The kiln is cold.", { importance: 9 }),
      ],
    );
    expect(scored.map(contentOf)).toEqual(["The kiln is cold.", "The kiln is blue."]);
  });

  it("is lifted by its vector", () => {
    const scored = scoredFor(
      "kiln",
      [],
      [
        { ...remembered(1, "A furnace for pots."), cosine: 0.8 },
        { ...remembered(2, "Trains are late."), cosine: 0.1 },
      ],
    );
    expect(scored.map(contentOf)[0]).toBe("A furnace for pots.");
    expect(scored[0]?.score).toBeGreaterThan(scored[1]?.score ?? Infinity);
  });

  it("comes after another that says what was asked for", () => {
    const scored = scoredFor("kiln", [], [remembered(1, "The bread."), remembered(2, "The kiln.")]);
    expect(scored.map(contentOf)).toEqual(["The kiln.", "The bread."]);
  });
});

describe("all scores", () => {
  const word = fc.constantFrom("kiln", "bread", "oven", "blue", "rain", "Where", "yesterday", "?");
  const row = fc.record({
    content: fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(" ")),
    role: fc.constantFrom("user" as const, "assistant" as const),
    author: fc.constantFrom(null, null, "Anna", "Ben"),
    gap: fc.constantFrom(1, 2, FAR),
    cosine: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
  });
  const pools = fc.record({
    messages: fc.array(row, { maxLength: 12 }).map((rows) => {
      let seq = 0;
      return rows.map(({ content, gap, ...over }) => said((seq += gap), content, over));
    }),
    memories: fc
      .array(row, { maxLength: 4 })
      .map((rows) => rows.map(({ content, cosine }, n) => ({ ...remembered(n, content), cosine }))),
    question: fc.array(word, { maxLength: 6 }).map((words) => words.join(" ")),
  });

  it("are the sums of their parts, of everything in the pool, best first", () => {
    fc.assert(
      fc.property(pools, ({ messages, memories, question }) => {
        const scored = scoredFor(question, messages, memories);
        expect(scored).toHaveLength(messages.length + memories.length);
        const scores = scored.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        for (const { score, parts, match } of scored) {
          const { lexical, vector, neighbours, prior } = parts;
          expect(lexical + vector + neighbours + prior).toBeCloseTo(score);
          expect(Math.min(score, match, lexical, vector, neighbours)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("are on one scale: what fits the words best has 1 of them", () => {
    fc.assert(
      fc.property(pools, ({ messages, memories, question }) => {
        const scored = scoredFor(question, messages, memories);
        const words = scored.map(({ parts }) => parts.lexical + parts.neighbours);
        if (words.some((each) => each > 0)) expect(Math.max(...words)).toBeCloseTo(1);
      }),
    );
  });

  it("are none of an empty pool, and nothing where nothing is asked", () => {
    expect(scoredFor("kiln", [])).toEqual([]);
    expect(scoredFor("", [said(1, "The kiln.")]).map(({ score }) => score)).toEqual([0]);
  });
});
