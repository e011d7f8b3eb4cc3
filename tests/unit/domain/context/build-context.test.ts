import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildContext, type ContextInput } from "@/lib/domain/context/build-context";
import { contextReport } from "@/lib/domain/context/context-report";
import { needsRecount, type ContextRow } from "@/lib/domain/context/context-row";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import { row, storedRows, turn } from "./stored-rows";

const SEED = { seed: 20261121, numRuns: 400 };
const model = modelInfo("groq", "openai/gpt-oss-120b");
const SAID_AT = "2026-11-21T10:05:00.000Z";

function input(change: Partial<ContextInput<ContextRow>> = {}): ContextInput<ContextRow> {
  return {
    strategy: "sliding_window",
    budget: 1_000,
    reserve: 500,
    system: { content: "Be kind.", tokens: 80 },
    rows: [...turn(1), ...turn(3)].reverse(),
    older: null,
    current: { content: "And now?", tokens: 20, seq: 5, saidAt: SAID_AT },
    ...change,
  };
}

const inputs: fc.Arbitrary<ContextInput<ContextRow>> = fc
  .record({
    budget: fc.integer({ min: 1_000, max: 8_000 }),
    reserve: fc.integer({ min: 0, max: 750 }),
    systemTokens: fc.integer({ min: 2, max: 600 }),
    rows: storedRows,
    olderMessages: fc.option(fc.integer({ min: 1, max: 50 })),
    current: fc.option(fc.record({ tokens: fc.integer({ min: 1, max: 2_000 }), stored: fc.boolean() })),
  })
  .map(({ budget, reserve, systemTokens, rows, olderMessages, current }) => {
    // Rows that were not read come first: everything that was moves up behind them.
    const shift = olderMessages ?? 0;
    const shifted = rows.map((each) => ({ ...each, seq: each.seq + shift }));
    const newest = (shifted[0]?.seq ?? shift) + 1;
    return input({
      budget,
      reserve,
      system: { content: "Be kind.", tokens: systemTokens },
      rows: shifted,
      older: olderMessages === null ? null : { messages: olderMessages, from: 1, to: olderMessages },
      current:
        current === null
          ? null
          : {
              content: "And now?",
              tokens: current.tokens,
              seq: current.stored ? newest : null,
              saidAt: current.stored ? SAID_AT : null,
            },
    });
  });

function reportOf(asked: ContextInput<ContextRow>) {
  const reserve = { replyReserve: asked.reserve, thinkingAllowance: 0, reserve: asked.reserve };
  return contextReport(buildContext(asked), { budget: asked.budget, reserve, model });
}

function hasSomethingToSend({ kind, status, content, supersededBy }: ContextRow): boolean {
  if (kind === "thinking" || status === "streaming" || supersededBy !== undefined) return false;
  return content !== "" || kind === "tool_call";
}

describe("a built context", () => {
  it("sends the system prompt, the history oldest first, and the current message", () => {
    const built = buildContext(input());
    expect(built.messages).toEqual([
      { role: "system", content: "Be kind.", saidAt: null },
      { role: "user", content: "message 1", saidAt: "2026-11-21T10:00:00.000Z" },
      { role: "assistant", content: "message 2", saidAt: "2026-11-21T10:00:00.000Z" },
      { role: "user", content: "message 3", saidAt: "2026-11-21T10:00:00.000Z" },
      { role: "assistant", content: "message 4", saidAt: "2026-11-21T10:00:00.000Z" },
      { role: "user", content: "And now?", saidAt: SAID_AT },
    ]);
    expect(built.segments).toEqual([
      { kind: "system", tokens: 80 },
      { kind: "recent", tokens: 60, from: 1, to: 5 },
    ]);
  });

  it("counts a message that is not stored yet as draft", () => {
    const built = buildContext(
      input({ current: { content: "And now?", tokens: 20, seq: null, saidAt: null } }),
    );
    expect(built).toMatchObject({ held: 120, draft: 20, free: 360, overBy: 0 });
    expect(built.segments[1]).toEqual({ kind: "recent", tokens: 40, from: 1, to: 4 });
  });

  it("sends no system message when there is no system prompt", () => {
    const built = buildContext(input({ system: { content: "", tokens: 63 }, rows: [] }));
    expect(built.messages.map(({ role }) => role)).toEqual(["user"]);
    expect(built.held).toBe(83);
  });

  it("has no recent segment before anything was said", () => {
    const built = buildContext(input({ rows: [], current: null }));
    expect(built.segments).toEqual([{ kind: "system", tokens: 80 }]);
    expect(built.free).toBe(420);
  });

  it("says by how much a message is too long, and drops all history for it", () => {
    const built = buildContext(
      input({ current: { content: "long", tokens: 1_345, seq: null, saidAt: null } }),
    );
    expect(built).toMatchObject({ kept: [], free: 0, overBy: 925, draft: 1_345 });
  });

  it("never passes the budget by history, and always holds the current message", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const built = buildContext(asked);
        const used = built.held + built.draft + asked.reserve;
        if (built.overBy === 0) expect(used).toBeLessThanOrEqual(asked.budget);
        else expect(built.kept).toEqual([]);
        const last = built.messages.at(-1);
        if (asked.current !== null) expect(last).toMatchObject({ role: "user", content: "And now?" });
      }),
      SEED,
    );
  });

  it("adds up: held + draft + reserve + free is the budget and what passes it", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const { held, draft, free, overBy, segments, ...report } = reportOf(asked);
        expect(held + draft + report.reserve + free).toBe(asked.budget + overBy);
        expect(free).toBeGreaterThanOrEqual(0);
        expect(free === 0 || overBy === 0).toBe(true);
        expect(segments.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(held);
      }),
      SEED,
    );
  });

  it("keeps rows in the order of seq, every turn whole, and says exactly which it left out", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const { kept, leftOut } = buildContext(asked);
        const sent = asked.rows.filter(hasSomethingToSend).reverse();
        expect(kept).toEqual(sent.slice(sent.length - kept.length));
        expect(kept.length + (leftOut?.messages ?? 0)).toBe(sent.length + (asked.older?.messages ?? 0));
        if (leftOut === null) return;
        expect(kept[0]?.role ?? "user").toBe("user");
        expect(leftOut.to).toBeLessThan(kept[0]?.seq ?? Infinity);
      }),
      SEED,
    );
  });

  it("is the same for the same input, and leaves the input as it was", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const before = structuredClone(asked);
        expect(buildContext(asked)).toEqual(buildContext(structuredClone(asked)));
        expect(asked).toEqual(before);
      }),
      SEED,
    );
  });

  it("does not depend on rows that were read beyond what fits", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const all = buildContext(asked);
        const from = all.kept[0]?.seq ?? Infinity;
        const rest = asked.rows.filter(({ seq }) => seq < from);
        const lean = buildContext({
          ...asked,
          rows: asked.rows.filter(({ seq }) => seq >= from),
          older: rest.length === 0 ? asked.older : { messages: rest.length, from: 1, to: from - 1 },
        });
        expect(lean.messages).toEqual(all.messages);
        expect(lean.free).toBe(all.free);
      }),
      SEED,
    );
  });
});

describe("the report", () => {
  it("names the model, its window and how true the numbers are", () => {
    expect(reportOf(input())).toMatchObject({
      budget: 1_000,
      reserve: 500,
      replyReserve: 500,
      thinkingAllowance: 0,
      held: 140,
      free: 360,
      level: "ok",
      slides: false,
      leftOut: null,
      model: "openai/gpt-oss-120b",
      provider: "groq",
      window: 131_072,
      accuracy: "exact",
    });
  });

  it("says full, and what was left out, once the window slides", () => {
    const rows = [...turn(1, 150), ...turn(3, 150)].reverse();
    expect(reportOf(input({ rows }))).toMatchObject({
      level: "full",
      slides: true,
      leftOut: { messages: 2, from: 1, to: 2 },
      free: 100,
    });
  });

  it("warns of a draft that cannot be sent rather than of a window that slides", () => {
    const current = { content: "long", tokens: 421, seq: null, saidAt: null };
    expect(reportOf(input({ current }))).toMatchObject({ level: "danger", overBy: 1, slides: true });
  });
});

describe("counts of another family", () => {
  it("are found, to be made again", () => {
    const rows = [row(1, "user"), row(2, "assistant", { tokenFamily: "llama" })];
    expect(needsRecount(rows, "gpt-oss")).toEqual([rows[1]]);
    expect(needsRecount(rows, "unknown")).toEqual(rows);
  });
});
