import { describe, expect, it } from "vitest";
import { memoryHorizon, memoryState, NO_HORIZON } from "@/lib/domain/meter/memory-horizon";
import { glanceOf } from "@/lib/domain/meter/glance-of";
import { contextReport } from "../../../support/context-report";

const UNMARKED = { pinned: false, muted: false, compressed: false };
const summary = { messages: 41, from: 1, to: 41, version: 4, tokens: 611 };
const verbatim = { messages: 5, from: 42, to: 46 };

describe("the memory horizon", () => {
  it("is nowhere while everything is in the call", () => {
    expect(memoryHorizon(contextReport({ verbatim }))).toEqual(NO_HORIZON);
  });

  it("stands where word for word begins, below the summary", () => {
    expect(memoryHorizon(contextReport({ summary, verbatim })).from).toBe(42);
  });

  it("stands below what is left out where the window has slid past the summary", () => {
    const leftOut = { messages: 3, from: 42, to: 44 };
    const later = { messages: 2, from: 45, to: 46 };
    const horizon = memoryHorizon(contextReport({ summary, leftOut, verbatim: later }));
    expect(horizon.from).toBe(45);
    expect(memoryState(horizon, 41, UNMARKED)).toBe("summary");
    expect(memoryState(horizon, 43, UNMARKED)).toBe("out");
    expect(memoryState(horizon, 45, UNMARKED)).toBe("word");
  });

  it("stands after everything where nothing is word for word", () => {
    expect(memoryHorizon(contextReport({ summary, verbatim: null })).from).toBe(42);
  });
});

describe("how the next call sees a message", () => {
  const horizon = memoryHorizon(
    contextReport({ summary, verbatim, leaving: { messages: 2, from: 42, to: 43 } }),
  );

  it("follows its marks before its place: muted is never in, pinned always", () => {
    expect(memoryState(horizon, 7, { ...UNMARKED, pinned: true })).toBe("pinned");
    expect(memoryState(horizon, 45, { ...UNMARKED, muted: true })).toBe("muted");
    expect(memoryState(horizon, 45, { ...UNMARKED, compressed: true })).toBe("compressed");
  });

  it("names what leaves with the next step, and nothing that has just come", () => {
    expect(memoryState(horizon, 43, UNMARKED)).toBe("leaving");
    expect(memoryState(horizon, 44, UNMARKED)).toBe("word");
    expect(memoryState(horizon, null, UNMARKED)).toBe("word");
  });
});

describe("a call at a glance", () => {
  it("counts the message that it answers as recent", () => {
    const glance = glanceOf(contextReport({ summary, draft: 38 }));
    expect(glance).toMatchObject({ tokens: 3_681, summarised: 41, recalled: 0 });
    expect(glance.segments.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(3_681);
  });

  it("holds the message alone in a conversation that has just begun", () => {
    const segments = [{ kind: "system" as const, tokens: 412 }];
    const glance = glanceOf(contextReport({ segments, held: 412, draft: 9 }));
    expect(glance.segments).toEqual([
      { kind: "system", tokens: 412 },
      { kind: "recent", tokens: 9 },
    ]);
  });
});
