import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildContext } from "@/lib/domain/context/build-context";
import { costOf, formOf, needsRecount } from "@/lib/domain/context/context-row";
import { wholeTurns } from "@/lib/domain/context/whole-turns";
import {
  idOf,
  input,
  inputs,
  pinOf,
  row,
  SAID_AT,
  sendable,
  summaryOf,
  systemParts,
  turn,
  turns,
} from "./stored-rows";

const SEED = { seed: 20261121, numRuns: 1_000 };

describe("a built context", () => {
  it("sends the system prompt, the history oldest first, and the current message", () => {
    const built = buildContext(input());
    expect(built.messages).toEqual([
      { role: "system", content: "Be kind.", saidAt: null },
      { role: "user", content: "message 1", saidAt: SAID_AT },
      { role: "assistant", content: "message 2", saidAt: SAID_AT },
      { role: "user", content: "message 3", saidAt: SAID_AT },
      { role: "assistant", content: "message 4", saidAt: SAID_AT },
      { role: "user", content: "And now?", saidAt: SAID_AT },
    ]);
    expect(built.lines.map(({ kind, tokens }) => [kind, tokens])).toEqual([
      ["system", 80],
      ["recent", 60],
    ]);
  });

  it("counts a message that is not stored yet as draft", () => {
    const built = buildContext(
      input({ current: { content: "And now?", tokens: 20, seq: null, saidAt: null } }),
    );
    expect(built).toMatchObject({ held: 120, draft: 20, free: 360, overBy: 0 });
  });

  it("sends no system message when there is nothing to say in it", () => {
    const system = systemParts({ instructions: { text: "", tokens: 0 }, joinedTokens: 0 });
    const built = buildContext(input({ system, rows: [] }));
    expect(built.messages.map(({ role }) => role)).toEqual(["user"]);
    expect(built.held).toBe(3 + 20);
  });

  it("says by how much a message is too long, and drops all history for it", () => {
    const current = { content: "long", tokens: 1_345, seq: null, saidAt: null };
    expect(buildContext(input({ current }))).toMatchObject({ kept: [], free: 0, overBy: 925, draft: 1_345 });
  });

  it("sends the first words of a compressed message instead of all of it", () => {
    const compressed = { compressed: true, gist: "In short.", gistTokens: 6 };
    const rows = [row(2, "assistant", { tokenCount: 200, ...compressed }), row(1, "user")];
    const built = buildContext(input({ rows }));
    expect(built.messages[2]?.content).toBe("In short.");
    expect(built.held).toBe(80 + 10 + 6 + 20);
  });

  it("leaves a muted message out, and keeps the rest of its turn", () => {
    const rows = [row(2, "assistant"), row(1, "user", { muted: true, content: "", tokenCount: 400 })];
    const built = buildContext(input({ rows }));
    expect(built.kept.map(({ seq }) => seq)).toEqual([2]);
    expect(built.leftOut).toBeNull();
  });

  it("puts one system message together: instructions, pins that the window does not hold, summary", () => {
    const far = row(3, "user", { pinned: true, content: "Never on a Sunday." });
    const near = row(21, "user", { pinned: true });
    const system = systemParts({ pins: [pinOf(far), pinOf(near)], summary: summaryOf(20) });
    const rows = [row(22, "assistant"), near];
    const built = buildContext(input({ strategy: "hybrid", system, rows }));
    expect(built.messages[0]).toEqual({
      role: "system",
      content: "Be kind.\n\n# Pinned messages\n> [3] Never on a Sunday.\n# Summary\n> [1–20] They spoke.\n",
      saidAt: null,
      quotes: [
        { role: "user", content: "Never on a Sunday.", saidAt: SAID_AT },
        { role: "user", content: "They spoke.", saidAt: null },
      ],
    });
    // 74 joined + 20 heading + 16 pin + 7 around it, less the 80 of the instructions alone; 10 in its own place.
    expect(built.lines.map(({ kind, tokens }) => [kind, tokens])).toEqual([
      ["system", 80],
      ["pinned", 37 + 10],
      ["summary", 100],
      ["recent", 10 + 20],
    ]);
    expect(built.block.map(({ row: each }) => each.seq)).toEqual([3]);
  });

  it("moves a pinned message into the block when the window leaves it behind", () => {
    const pinned = row(1, "user", { pinned: true, tokenCount: 40 });
    const rows = [...turns(12, 20).filter(({ seq }) => seq > 2), row(2, "assistant"), pinned];
    const built = buildContext(input({ system: systemParts({ pins: [pinOf(pinned)] }), rows }));
    expect(built.kept[0]?.seq).toBeGreaterThan(2);
    expect(built.block.map(({ row: each }) => each.seq)).toEqual([1]);
    expect(built.messages[0]?.content).toContain("> [1] message 1");
    expect(built.leftOut).toMatchObject({ from: 2 });
  });
});

describe("for any history and any settings, a context", () => {
  it("never passes the budget by history, and always holds the current message", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const built = buildContext(asked);
        if (built.overBy > 0) expect(built.kept).toEqual([]);
        else expect(built.held + built.draft + asked.reserve).toBeLessThanOrEqual(asked.budget);
        const last = built.messages.at(-1);
        if (asked.current !== null) expect(last).toMatchObject({ role: "user", content: "And now?" });
      }),
      SEED,
    );
  });

  it("adds up in every line: held + draft + reserve + free is the budget and what passes it", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const { held, draft, free, overBy, lines, counted } = buildContext(asked);
        expect(held + draft + asked.reserve + free).toBe(asked.budget + overBy);
        expect(free === 0 || overBy === 0).toBe(true);
        expect(lines.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(held);
        expect(lines.reduce((sum, line) => sum + line.counted, 0)).toBe(counted.held);
        expect(Math.abs(held - (asked.scale.offset + asked.scale.ratio * counted.held))).toBeLessThanOrEqual(
          0.5,
        );
      }),
      SEED,
    );
  });

  it("holds every pinned message, in its place or in the block, and no muted one", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const built = buildContext(asked);
        const inPlace = new Set(built.kept.map(({ seq }) => seq));
        const inBlock = new Set(built.block.map((pin) => pin.row.seq));
        for (const { row: pinned } of asked.system.pins) {
          expect(Number(inPlace.has(pinned.seq)) + Number(inBlock.has(pinned.seq))).toBe(1);
        }
        expect(built.kept.some(({ muted }) => muted)).toBe(false);
      }),
      SEED,
    );
  });

  it("keeps the order of seq and every turn whole, and says exactly what it left out", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const { kept, leftOut, history } = buildContext(asked);
        const sent = history.whole.flatMap((each) => each.sent);
        expect(kept).toEqual(sent.slice(sent.length - kept.length));
        expect(sent.map(({ seq }) => seq)).toEqual(sent.map(({ seq }) => seq).toSorted((a, b) => a - b));
        const out = [...history.cut, ...sent.slice(0, sent.length - kept.length)];
        const unheard = out.filter(({ pinned, muted }) => !pinned && !muted).length;
        expect(leftOut?.messages ?? 0).toBe(unheard + (asked.older?.messages ?? 0));
        if (leftOut !== null) expect(leftOut.to).toBeLessThan(kept[0]?.seq ?? Infinity);
      }),
      SEED,
    );
  });

  it("sends no tool result without its call", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const { kept } = buildContext(asked);
        let callIsIn = false;
        for (const each of kept) {
          if (each.role === "user") callIsIn = false;
          if (each.kind === "tool_call") callIsIn = true;
          if (each.kind === "tool_call_response") expect(callIsIn).toBe(true);
        }
      }),
      SEED,
    );
  });

  it("keeps to the size of the window", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const { kept } = buildContext(asked);
        if (asked.windowSize !== null) expect(kept.length).toBeLessThanOrEqual(asked.windowSize);
      }),
      SEED,
    );
  });

  it("takes the newest turn where it fits, whatever the window was before", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const built = buildContext(asked);
        const newest = built.history.whole.at(-1);
        if (newest === undefined || newest.sent.length === 0 || built.kept.length > 0) return;
        const alone = buildContext({
          ...asked,
          rows: asked.rows.filter(({ seq }) => seq >= newest.seq),
          older: null,
          windowFrom: 0,
        });
        expect(alone.kept).toEqual([]);
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

  it("stays where it is when nothing has changed since", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const first = buildContext(asked);
        const again = buildContext({ ...asked, windowFrom: first.windowFrom });
        expect(again.messages).toEqual(first.messages);
      }),
      SEED,
    );
  });
});

describe("whole turns", () => {
  it("leave out replies whose question was not read", () => {
    const rows = [row(9, "assistant"), ...turn(10)].reverse();
    const { whole, cut } = wholeTurns(rows, true);
    expect(whole.map(({ seq }) => seq)).toEqual([10]);
    expect(cut.map(({ seq }) => seq)).toEqual([9]);
  });

  it("begin with a reply where the conversation does", () => {
    const rows = [row(1, "assistant"), ...turn(2)].reverse();
    expect(wholeTurns(rows, false).whole.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it("pass over what has nothing to send", () => {
    const rows = [
      row(1, "user"),
      row(2, "assistant", { supersededBy: idOf(5) }),
      row(3, "assistant", { kind: "thinking" }),
      row(4, "assistant", { status: "failed", content: "" }),
      row(5, "assistant", { status: "interrupted" }),
      row(6, "user"),
      row(7, "assistant", { status: "streaming" }),
    ].reverse();
    expect(wholeTurns(rows, false).whole.flatMap(({ sent }) => sent.map(({ seq }) => seq))).toEqual([
      1, 5, 6,
    ]);
  });

  it("let a tool's results go with a call that is muted", () => {
    const rows = [
      row(1, "user"),
      row(2, "assistant", { kind: "tool_call", muted: true, content: "" }),
      row(3, "tool", { kind: "tool_call_response" }),
      row(4, "assistant"),
    ].reverse();
    expect(wholeTurns(rows, false).whole[0]?.sent.map(({ seq }) => seq)).toEqual([1, 4]);
  });
});

describe("a row", () => {
  it("is word for word when it is pinned, compressed or not", () => {
    const both = row(1, "user", { pinned: true, compressed: true, gist: "g", gistTokens: 5 });
    expect([formOf(both), costOf(both)]).toEqual(["pinned", 10]);
    expect(sendable(both)).toBe(true);
  });

  it("is counted again when its count was made for another family", () => {
    const rows = [row(1, "user"), row(2, "assistant", { tokenFamily: "llama" })];
    expect(needsRecount(rows, "openai-o200k")).toEqual([rows[1]]);
    expect(needsRecount(rows, "unknown")).toEqual(rows);
  });
});
