import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildContext } from "@/lib/domain/context/build-context";
import type { ContextInput } from "@/lib/domain/context/context-input";
import { contextContents } from "@/lib/domain/context/context-contents";
import { contextReport } from "@/lib/domain/context/context-report";
import { hasWords } from "@/lib/domain/context/context-row";
import { glanceOf, receiptOf } from "@/lib/domain/context/receipt";
import type { SeqRange } from "@/types/context";
import {
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

const SEED = { seed: 20261121, numRuns: 500 };

function facts(context: ContextInput) {
  const { reserve } = context;
  return {
    context,
    built: buildContext(context),
    reserve: { replyReserve: reserve, thinkingAllowance: 0, reserve, source: "set" as const },
    maxTokens: 8_000,
    summaryThreshold: 6_000,
    accuracy: { kind: "exact" as const },
    rate: null,
  };
}

function receipt(context: ContextInput) {
  const rest = { model: "offline", provider: "offline" as const, promptHash: "00", builtAt: SAID_AT };
  return receiptOf({ ...facts(context), ...rest });
}

function report(context: ContextInput, change: Partial<Parameters<typeof contextReport>[0]> = {}) {
  const model = { id: "offline", provider: "offline" as const, contextWindow: 131_072 };
  const rest = { recentReplies: [], muted: { messages: 0, tokens: 0 }, model, promptHash: null };
  return contextReport({ ...facts(context), ...rest, ...change });
}

function contents(context: ContextInput) {
  return contextContents({
    context,
    built: buildContext(context),
    muted: context.rows.filter((each) => each.muted),
    gistTokens: (each) => each.gistTokens ?? 6,
  });
}

function covers(ranges: readonly SeqRange[], seq: number): boolean {
  return ranges.some(([from, to]) => seq >= from && seq <= to);
}

const sum = (parts: readonly { tokens: number }[]) => parts.reduce((all, { tokens }) => all + tokens, 0);

/** A summary of 1–20, a pin far up, one muted, one compressed and one pinned message in the window, 21–26. */
function mixed(): ContextInput {
  const far = row(3, "user", { pinned: true, content: "Never on a Sunday." });
  const near = row(25, "user", { pinned: true });
  const rows = [
    row(26, "assistant"),
    near,
    row(24, "assistant", { compressed: true, gist: "In short.", gistTokens: 6, tokenCount: 60 }),
    row(23, "user"),
    row(22, "assistant", { muted: true, content: "", tokenCount: 400 }),
    row(21, "user"),
  ];
  return input({
    strategy: "hybrid",
    system: systemParts({ pins: [pinOf(far), pinOf(near)], summary: summaryOf(20) }),
    rows,
    current: { content: "And now?", tokens: 20, seq: 27, saidAt: SAID_AT },
  });
}

describe("a receipt", () => {
  it("names each message by what became of it", () => {
    expect(receipt(mixed())).toMatchObject({
      format: 1,
      strategy: "hybrid",
      settings: {
        maxTokens: 8_000,
        windowSize: null,
        summaryThreshold: 6_000,
        budget: 1_000,
        replyReserve: 500,
      },
      total: 80 + 47 + 100 + 10 + 10 + 6 + 10 + 20,
      verbatim: [
        [21, 21],
        [23, 23],
        [26, 27],
      ],
      pinned: [
        [3, 3],
        [25, 25],
      ],
      compressed: [[24, 24]],
      muted: [[22, 22]],
      summarised: { version: 3, range: [1, 20], messages: 20, tokens: 100, replaces: 1_000 },
      leftOut: [{ reason: "muted", ranges: [[22, 22]], messages: 1 }],
      recalled: [],
      promptHash: "00",
    });
  });

  it("has a line for every part, with its version and its messages", () => {
    expect(receipt(mixed()).lines).toEqual([
      { kind: "system", tokens: 80, ranges: [], version: 2 },
      {
        kind: "pinned",
        tokens: 47,
        ranges: [
          [3, 3],
          [25, 25],
        ],
        version: null,
      },
      { kind: "summary", tokens: 100, ranges: [[1, 20]], version: 3 },
      {
        kind: "recent",
        tokens: 56,
        ranges: [
          [21, 21],
          [23, 24],
          [26, 27],
        ],
        version: null,
      },
    ]);
  });

  it("stays small: numbers that thinking has taken part no ranges", () => {
    const rows = [...turn(1), ...turn(4), ...turn(7)].reverse();
    const current = { content: "…", tokens: 20, seq: 10, saidAt: null };
    expect(receipt(input({ rows, current })).verbatim).toEqual([[1, 10]]);
  });

  it("says what was left out, read or not", () => {
    const rows = turns(20, 20).map((each) => ({ ...each, seq: each.seq + 10 }));
    const older = { messages: 9, from: 1, to: 9 };
    const { leftOut, verbatim } = receipt(input({ rows, older, current: null }));
    expect(verbatim).toEqual([[39, 50]]);
    expect(leftOut).toEqual([
      {
        reason: "older",
        ranges: [
          [1, 9],
          [11, 38],
        ],
        messages: 9 + 28,
      },
    ]);
  });

  it("has lines that add up to the total, and puts every message in exactly one place", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const made = receipt(asked);
        expect(sum(made.lines)).toBe(made.total);
        const older =
          made.leftOut.find(({ reason }) => reason === "older")?.ranges.slice(asked.older ? 1 : 0) ?? [];
        const pins = new Set(asked.system.pins.map((pin) => pin.row.seq));
        for (const each of asked.rows) {
          if (!sendable(each) || each.kind === "tool_call_response") continue;
          const places = [made.verbatim, made.compressed, pins.has(each.seq) ? made.pinned : [], older];
          expect(places.filter((ranges) => covers(ranges, each.seq))).toHaveLength(1);
        }
        for (const each of asked.rows.filter(hasWords))
          if (each.muted) expect(covers(made.muted, each.seq)).toBe(true);
      }),
      SEED,
    );
  });

  it("shows at a glance what it says in full", () => {
    const context = mixed();
    const made = receipt(context);
    expect(glanceOf(made, context, buildContext(context))).toEqual({
      tokens: made.total,
      recalled: 0,
      summarised: 20,
      segments: [
        { kind: "system", tokens: 80 },
        { kind: "pinned", tokens: 47, from: 3, to: 25 },
        { kind: "summary", tokens: 100, from: 1, to: 20 },
        { kind: "recent", tokens: 56, from: 21, to: 27 },
      ],
    });
  });
});

describe("the report", () => {
  it("says where word for word begins, what stands for the rest, and what the marks take", () => {
    expect(
      report(mixed(), { muted: { messages: 2, tokens: 500 }, recentReplies: [100, -300] }),
    ).toMatchObject({
      strategy: "hybrid",
      verbatim: { messages: 5, from: 21, to: 27 },
      summary: { messages: 20, from: 1, to: 20, version: 3, tokens: 100 },
      pinned: { messages: 2, tokens: 20, cap: 2_000 },
      muted: { messages: 2, tokens: 500 },
      // The pinned message in the window is one of them.
      uncovered: { tokens: 66, threshold: 6_000 },
      leftOut: null,
      slides: false,
      longestReply: 300,
      replyReserveSource: "set",
      promptHash: null,
    });
  });

  it("says full, and what was left out, once the window slides", () => {
    const rows = [...turn(1, 150), ...turn(3, 100)].reverse();
    expect(report(input({ rows }))).toMatchObject({
      level: "full",
      slides: true,
      leftOut: { messages: 2, from: 1, to: 2 },
      uncovered: null,
    });
  });

  it("warns of a draft that cannot be sent rather than of a window that slides", () => {
    const current = { content: "long", tokens: 421, seq: null, saidAt: null };
    expect(report(input({ current }))).toMatchObject({ level: "danger", overBy: 1, slides: true });
  });

  it("adds up, in the model's own tokens", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const { budget, held, draft, reserve, free, overBy, segments } = report(asked);
        expect(held + draft + reserve + free).toBe(budget + overBy);
        expect(sum(segments)).toBe(held);
      }),
      SEED,
    );
  });
});

describe("the contents of a call", () => {
  const draft = { content: "And now?", tokens: 20, seq: null, saidAt: null };

  it("list everything with its price", () => {
    const { items } = contents({ ...mixed(), current: draft });
    expect(
      items.map(({ kind, message, tokens, prices }) => [kind, message?.seq ?? null, tokens, prices]),
    ).toEqual([
      ["system", null, 80, { pin: null, mute: null, compress: null }],
      // The heading of the block and its joint are its first message's: 37 = 16 + 20 + 1. The joint stays for the summary.
      ["pinned", 3, 37, { pin: -36, mute: -36, compress: null }],
      ["pinned", 25, 10, { pin: -10, mute: -10, compress: null }],
      ["summary", null, 100, { pin: null, mute: null, compress: null }],
      ["recent", 21, 10, { pin: 10, mute: -10, compress: -4 }],
      ["recent", 23, 10, { pin: 10, mute: -10, compress: -4 }],
      ["recent", 24, 6, { pin: 60, mute: -6, compress: 54 }],
      ["recent", 26, 10, { pin: 10, mute: -10, compress: -4 }],
    ]);
  });

  it("price the last pinned message with the heading that goes with it, and others without", () => {
    const pins = [3, 5].map((seq) => pinOf(row(seq, "user", { pinned: true })));
    const pinPrices = (some: typeof pins) => {
      const call = { ...mixed(), system: systemParts({ pins: some }), rows: [], current: draft };
      const { items } = contents(call);
      const [freed, all] = [items.filter(({ kind }) => kind === "pinned"), sum(items)];
      return { prices: freed.map(({ prices }) => prices.pin), all };
    };
    const two = pinPrices(pins);
    const one = pinPrices(pins.slice(0, 1));
    const none = pinPrices([]);
    expect(two.prices).toEqual([one.all - two.all, one.all - two.all]);
    expect(one.prices).toEqual([none.all - one.all]);
  });

  it("list what is left out, why, and what bringing it back would cost", () => {
    const older = { messages: 9, from: 1, to: 9 };
    const muted = row(50, "user", { muted: true, content: "", tokenCount: 33 });
    const rows = [muted, ...turns(20, 20).map((each) => ({ ...each, seq: each.seq + 9 }))];
    const { leftOut } = contents(input({ rows, older, current: draft }));
    expect(leftOut).toMatchObject([
      { reason: "muted", span: { messages: 1, from: 50, to: 50 }, tokens: 33, price: 33, preview: null },
      { reason: "older", span: { messages: 37, from: 1, to: 37 }, tokens: 740, price: 740 },
    ]);
    expect(leftOut[1]).not.toHaveProperty("summarised");
    const hybrid = contents(input({ strategy: "hybrid", rows, older, current: draft })).leftOut;
    expect(hybrid[1]).toMatchObject({ reason: "older", summarised: 300 });
    expect(contents(mixed()).leftOut).toMatchObject([
      { reason: "muted", message: { seq: 22 } },
      { reason: "summarised", span: { from: 1, to: 20 }, tokens: 1_000, price: null },
    ]);
  });

  it("compress nothing that is as short as its gist, and cut a preview at 160 characters", () => {
    const rows = [row(2, "assistant", { tokenCount: 6 }), row(1, "user", { content: "word ".repeat(200) })];
    const { items } = contents(input({ rows, current: draft }));
    expect(items[2]?.prices.compress).toBeNull();
    expect(items[1]?.preview.length).toBeLessThanOrEqual(160);
    expect(items[1]?.preview).toMatch(/word…$/);
  });

  it("add up to the lines of the call", () => {
    fc.assert(
      fc.property(inputs, (asked) => {
        const context =
          asked.current?.seq === null || asked.current === null ? asked : { ...asked, current: null };
        const { items } = contents(context);
        for (const line of buildContext(context).lines) {
          expect(sum(items.filter(({ kind }) => kind === line.kind))).toBe(line.tokens);
        }
      }),
      SEED,
    );
  });
});
