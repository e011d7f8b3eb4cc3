import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byPlace, neighboursIn } from "@/lib/domain/retrieval/neighbours";
import type { PoolMessage } from "@/lib/domain/retrieval/recall-pool";
import { ELSEWHERE, HERE } from "../context/recalled-samples";
import { FAR, said } from "./pool-samples";

const talk = (...messages: (number | Partial<PoolMessage>)[]) =>
  messages.map((each, at) =>
    typeof each === "number" ? said(each, `word ${each}`) : said(at + 1, `word ${at + 1}`, each),
  );

describe("the neighbours of a message", () => {
  it("are those that stand next to it, and itself", () => {
    const beside = neighboursIn(talk(1, 2, 3, 4));
    expect([-2, -1, 0, 1, 2].map((by) => beside(1, by))).toEqual([-1, 0, 1, 2, 3]);
  });

  it("are nobody beyond the first and the last", () => {
    const beside = neighboursIn(talk(1, 2));
    expect(beside(0, -1)).toBe(-1);
    expect(beside(1, 1)).toBe(-1);
    expect(beside(-1, -1)).toBe(-1);
    expect(beside(5, -1)).toBe(-1);
  });

  it("are none of another conversation", () => {
    const beside = neighboursIn(talk({ conversationId: HERE }, { conversationId: ELSEWHERE }));
    expect(beside(0, 1)).toBe(-1);
    expect(beside(1, -1)).toBe(-1);
  });

  it("may have replaced replies between them, but no stretch of the conversation", () => {
    const beside = neighboursIn(talk(1, 3, 3 + FAR, 4 + FAR));
    expect(beside(0, 1)).toBe(1);
    expect(beside(1, 1)).toBe(-1);
    expect(beside(2, 1)).toBe(3);
  });

  it("are not reached over a gap", () => {
    const beside = neighboursIn(talk(1, FAR, FAR + 1));
    expect(beside(0, 2)).toBe(-1);
    expect(beside(2, -2)).toBe(-1);
  });

  it("are said within hours of each other", () => {
    const beside = neighboursIn(
      talk(
        { saidAt: "2026-11-20T08:00:00.000Z" },
        { saidAt: "2026-11-20T09:00:00.000Z" },
        { saidAt: "2026-11-21T09:00:00.000Z" },
      ),
    );
    expect(beside(0, 1)).toBe(1);
    expect(beside(1, 1)).toBe(-1);
    expect(beside(2, -1)).toBe(-1);
  });

  it("are neighbours both ways", () => {
    const message = fc.record({
      seq: fc.integer({ min: 1, max: 30 }),
      conversationId: fc.constantFrom(HERE, ELSEWHERE),
      saidAt: fc.constantFrom(
        "2026-11-20T08:00:00.000Z",
        "2026-11-20T13:00:00.000Z",
        "2026-11-21T09:00:00.000Z",
      ),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), fc.integer({ min: -3, max: 3 }), (rows, by) => {
        const messages = rows.map((row) => said(row.seq, "word", row)).sort(byPlace);
        const beside = neighboursIn(messages);
        for (const at of messages.keys()) {
          const to = beside(at, by);
          if (to === -1) continue;
          expect(beside(to, -by)).toBe(at);
          expect(messages[to]?.conversationId).toBe(messages[at]?.conversationId);
        }
      }),
    );
  });
});

describe("the place of a message", () => {
  it("is in its conversation, by its number", () => {
    const rows = [
      said(2, "b"),
      said(1, "c", { conversationId: ELSEWHERE }),
      said(10, "d"),
      said(1, "a"),
    ].toSorted(byPlace);
    expect(rows.map(({ conversationId, seq }) => [conversationId, seq])).toEqual([
      [HERE, 1],
      [HERE, 2],
      [HERE, 10],
      [ELSEWHERE, 1],
    ]);
  });
});
