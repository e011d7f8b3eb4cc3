import { describe, expect, it } from "vitest";
import { chooseForCall, type RecallChoiceInput } from "@/lib/domain/context/choose-for-call";
import { SIGNATURE } from "@/lib/domain/offline/own-replies";
import type { PoolMessage, RecallPool } from "@/lib/domain/retrieval/recall-pool";
import { recallQuery } from "@/lib/domain/retrieval/recall-query";
import { ELSEWHERE, HERE, memory, memoryIdOf, recallOf } from "./recalled-samples";
import { idOf, input, pinOf, row, SAID_AT, systemParts, turns } from "./stored-rows";

/** A message that was found for the word "locker". */
function found(seq: number, over: Partial<PoolMessage> = {}): PoolMessage {
  return {
    id: idOf(seq),
    conversationId: HERE,
    title: "Swimming",
    seq,
    role: "user",
    author: null,
    saidAt: SAID_AT,
    tokenCount: 14,
    tokenFamily: "openai-o200k",
    terms: ["locker", `number${seq}`],
    counts: [1, 1],
    length: 2,
    asks: false,
    timed: false,
    lexical: 3,
    cosine: null,
    candidate: true,
    content: `The locker is number ${seq}.`,
    ...over,
  };
}

function choose(pool: Partial<RecallPool>, over: Partial<RecallChoiceInput> = {}) {
  return chooseForCall({
    call: { ...input({ rows: turns(2), budget: 4_000 }), recall: recallOf([]) },
    conversationId: HERE,
    pool: {
      docs: 1_000,
      averageLength: 10,
      terms: [{ term: "locker", weight: 1, df: 3 }],
      messages: [],
      memories: [],
      ...pool,
    },
    query: recallQuery("Which locker is mine?", { now: SAID_AT }),
    hybrid: false,
    marks: [],
    ...over,
  });
}

const idsOf = (choice: ReturnType<typeof choose>) => choice.items.map(({ id }) => id);

describe("the choice of what a call recalls", () => {
  it("takes what was found, with its title where that is another conversation's", () => {
    const choice = choose({
      messages: [found(50), found(7, { conversationId: ELSEWHERE, title: "Work" })],
    });
    const titles = new Map(choice.items.map(({ id, title }) => [id, title]));
    expect(titles.get(idOf(50))).toBeNull();
    expect(titles.get(idOf(7))).toBe("Work");
  });

  it("leaves out what the window, the pins and a memory hold already", () => {
    const pinned = row(60, "user", { pinned: true });
    const remembered = memory(1, { content: "The locker is number 52." });
    const heldAlready = memory(2, {
      sources: [{ messageId: idOf(1), conversationId: HERE, title: "Swimming", seq: 1, saidAt: SAID_AT }],
    });
    const call = {
      ...input({ rows: turns(2), budget: 4_000, system: systemParts({ pins: [pinOf(pinned)] }) }),
      recall: recallOf([]),
    };
    const choice = choose(
      {
        messages: [found(1), found(60), found(52), found(53)],
        memories: [
          { memory: remembered, lexical: 3, cosine: null },
          { memory: heldAlready, lexical: 3, cosine: null },
        ],
      },
      { call },
    );
    expect(new Set(idsOf(choice))).toEqual(new Set([memoryIdOf(1), idOf(53)]));
  });

  it("never recalls the offline model's own replies: they only quote", () => {
    const reply = found(51, { role: "assistant", content: `Noted: “The locker.”\n\n${SIGNATURE}` });
    expect(idsOf(choose({ messages: [found(50), reply] }))).toEqual([idOf(50)]);
  });

  it("keeps in what is pinned, whatever it scores, and leaves out what was dropped, saying so", () => {
    const choice = choose(
      { messages: [found(50), found(51), found(52, { lexical: 0, terms: ["else"], candidate: false })] },
      {
        marks: [
          { id: idOf(51), mark: "drop" },
          { id: idOf(52), mark: "pin" },
        ],
      },
    );
    expect(choice.items.map(({ id, why }) => [id, why])).toEqual([
      [idOf(52), "pinned"],
      [idOf(50), "relevant"],
    ]);
    expect(choice.nearly.find(({ item }) => item.id === idOf(51))?.reason).toBe("dropped");
  });

  it("says of what nearly came in what it scored, and what was needed", () => {
    const long = Array.from({ length: 60 }, (_, n) => found(100 + n, { tokenCount: 100, lexical: 60 - n }));
    const { items, nearly, needs } = choose({ messages: long });
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThan(60);
    expect(nearly.length).toBeGreaterThan(0);
    expect(nearly.length).toBeLessThanOrEqual(5);
    const chosen = new Set(items.map(({ id }) => id));
    for (const { item, reason } of nearly) {
      expect(chosen.has(item.id)).toBe(false);
      expect(reason).toBe(needs !== null && item.score >= needs ? "no_room" : "not_relevant");
    }
  });
});
