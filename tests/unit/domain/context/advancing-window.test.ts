import { describe, expect, it } from "vitest";
import { windowStart, type WindowInput } from "@/lib/domain/context/advancing-window";
import { buildContext, type BuiltContext } from "@/lib/domain/context/build-context";
import type { ContextInput } from "@/lib/domain/context/context-input";
import { wholeTurns } from "@/lib/domain/context/whole-turns";
import { input, row, summaryOf, systemParts, turn, turns } from "./stored-rows";

function startOf(rows: WindowInput["turns"], change: Partial<WindowInput> & { room: number }): number {
  const { room, ...rest } = change;
  return windowStart({
    turns: rows,
    unreadTo: 0,
    roomAt: () => room,
    windowSize: null,
    windowFrom: 0,
    prefersAll: false,
    ...rest,
  });
}

/** Ten turns of 20 tokens, at the seqs 1, 3, … 19. */
const ten = wholeTurns(turns(10), false).whole;

describe("a window", () => {
  it("stays where it is as long as all that came since fits", () => {
    expect(startOf(ten, { room: 200 })).toBe(0);
    expect(startOf(ten, { room: 120, windowFrom: 9 })).toBe(4);
  });

  it("then advances until at most 60 % of the room is filled", () => {
    expect(startOf(ten, { room: 199 })).toBe(5);
    expect(startOf(ten, { room: 119, windowFrom: 9 })).toBe(7);
  });

  it("goes back to older turns when it is almost empty", () => {
    expect(startOf(ten, { room: 1_000, windowFrom: 19 })).toBe(0);
    expect(startOf(ten, { room: 200, windowFrom: 19 })).toBe(4);
    expect(startOf(ten, { room: 200, windowFrom: 17 })).toBe(4);
    expect(startOf(ten, { room: 200, windowFrom: 15 })).toBe(7);
  });

  it("holds so many messages and no more, and leaves three quarters of them at a step", () => {
    expect(startOf(ten, { room: 1_000, windowSize: 20 })).toBe(0);
    expect(startOf(ten, { room: 1_000, windowSize: 19 })).toBe(3);
    expect(startOf(ten, { room: 10_000, windowSize: 8, windowFrom: 15 })).toBe(7);
  });

  it("keeps a newest turn that is longer than a step leaves, as long as it fits at all", () => {
    const long = wholeTurns([...turn(1), ...turn(3, 45)].reverse(), false).whole;
    expect(startOf(long, { room: 100 })).toBe(1);
    expect(startOf(long, { room: 89 })).toBe(2);
    expect(startOf(ten, { room: 1_000, windowSize: 2 })).toBe(9);
  });

  it("does not reach into what was not read", () => {
    expect(startOf(ten, { room: 200, unreadTo: 1 })).toBe(4);
    expect(startOf(ten, { room: 200, unreadTo: 1, windowFrom: 3 })).toBe(1);
  });

  it("takes all that no summary covers where it fits, wherever it began before", () => {
    expect(startOf(ten, { room: 200, windowFrom: 13, prefersAll: true })).toBe(0);
    expect(startOf(ten, { room: 199, windowFrom: 13, prefersAll: true })).toBe(6);
  });

  it("is empty when there is no room, or nothing to hold", () => {
    expect(startOf(ten, { room: 0 })).toBe(10);
    expect(startOf([], { room: 100 })).toBe(0);
  });
});

/** Says `count` turns of 20 + 20 tokens one after another and builds every call on the one before. */
function talk(count: number, change: Partial<ContextInput> = {}): BuiltContext[] {
  const calls: BuiltContext[] = [];
  let windowFrom = 0;
  for (let said = 1; said <= count; said += 1) {
    const current = { content: `message ${2 * said - 1}`, tokens: 20, seq: 2 * said - 1, saidAt: null };
    const built = buildContext(input({ rows: turns(said - 1, 20), windowFrom, current, ...change }));
    windowFrom = built.windowFrom;
    calls.push(built);
  }
  return calls;
}

/** Tokens at the beginning of a call that the call before began with as well. */
function unchanged(before: BuiltContext, now: BuiltContext): number {
  let tokens = 0;
  for (const [index, message] of now.messages.entries()) {
    if (before.messages[index]?.content !== message.content) break;
    tokens += index === 0 ? 80 : 20;
  }
  return tokens;
}

describe("a long talk", () => {
  it("begins nearly every call with the text of the one before", () => {
    const built = talk(200);
    let all = 0;
    let same = 0;
    for (const [index, call] of built.entries()) {
      const before = built[index - 1];
      all += call.held;
      if (before !== undefined) same += unchanged(before, call);
    }
    expect(same / all).toBeGreaterThan(0.6);
  });

  it("holds what is left the same when the draft grows by a word", () => {
    const rows = turns(12, 20);
    const at = (tokens: number) =>
      buildContext(
        input({ rows, windowFrom: 9, current: { content: "…", tokens, seq: null, saidAt: null } }),
      );
    const starts = [10, 20, 30, 40].map((tokens) => at(tokens).windowFrom);
    expect(new Set(starts).size).toBe(1);
  });

  it("loses nothing when the strategy changes half-way and back", () => {
    const rows = turns(12, 20);
    const covered = systemParts({ summary: summaryOf(8) });
    const sliding = buildContext(input({ rows, windowFrom: 0 }));
    const uncovered = rows.filter(({ seq }) => seq > 8);
    const hybrid = buildContext(
      input({ strategy: "hybrid", system: covered, rows: uncovered, windowFrom: sliding.windowFrom }),
    );
    const back = buildContext(input({ rows, windowFrom: hybrid.windowFrom }));
    for (const { kept, leftOut } of [sliding, back]) {
      expect(kept.length + (leftOut?.messages ?? 0)).toBe(24);
    }
    expect(hybrid.kept.length + (hybrid.leftOut?.messages ?? 0)).toBe(16);
  });

  it("is not held up by one message that no window can take", () => {
    const rows = [row(4, "assistant"), row(3, "user", { tokenCount: 90_000 }), ...turn(1).reverse()];
    const built = buildContext(input({ rows }));
    expect(built.kept).toEqual([]);
    expect(built.leftOut).toEqual({ messages: 4, from: 1, to: 4 });
  });
});
