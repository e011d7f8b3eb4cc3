import { createHash } from "node:crypto";
import fc from "fast-check";
import type { ContextInput } from "@/lib/domain/context/context-input";
import type { ContextRow } from "@/lib/domain/context/context-row";
import { UNSCALED } from "@/lib/domain/context/scale";
import type { CountedPin, CountedSummary, SystemParts } from "@/lib/domain/prompts/system-message";
import { messageId } from "@/types/api";
import type { MessageId } from "@/types/ids";

export const SAID_AT = "2026-11-21T10:00:00.000Z";
export const REPLACED = idOf(0);

/** The same seq always has the same id. */
export function idOf(seq: number): MessageId {
  const hex = createHash("sha256").update(`message ${seq}`).digest("hex");
  const id = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return messageId.parse(id.join("-"));
}

/** A plain stored message. */
export function row(seq: number, role: ContextRow["role"], change: Partial<ContextRow> = {}): ContextRow {
  return {
    id: idOf(seq),
    seq,
    role,
    kind: "chat",
    content: `message ${seq}`,
    status: "complete",
    tokenCount: 10,
    tokenFamily: "openai-o200k",
    createdAt: SAID_AT,
    pinned: false,
    muted: false,
    compressed: false,
    gist: null,
    gistTokens: null,
    ...change,
  };
}

/** A user message and its reply, oldest first, at two seqs. */
export function turn(seq: number, tokens = 10, change: Partial<ContextRow> = {}): ContextRow[] {
  return [
    row(seq, "user", { tokenCount: tokens, ...change }),
    row(seq + 1, "assistant", { tokenCount: tokens, ...change }),
  ];
}

/** So many turns from seq 1 on, newest row first. */
export function turns(count: number, tokens = 10): ContextRow[] {
  return Array.from({ length: count }, (_, index) => turn(2 * index + 1, tokens))
    .flat()
    .reverse();
}

export const PIN_OVERHEAD = 6;

export function pinOf(each: ContextRow): CountedPin {
  return {
    row: each,
    block: { text: `> [${each.seq}] ${each.content}\n`, tokens: each.tokenCount + PIN_OVERHEAD },
  };
}

export function summaryOf(to: number, tokens = 100): CountedSummary {
  return {
    version: 3,
    from: 1,
    to,
    messages: to,
    replaces: to * 50,
    block: { text: `# Summary\n> [1–${to}] They spoke.\n`, tokens },
    quotes: [{ role: "user", content: "They spoke.", saidAt: null }],
  };
}

/** 80 tokens of instructions; with a block, 81. The template of the family adds 3 + 4. */
export function systemParts(change: Partial<SystemParts> = {}): SystemParts {
  return {
    family: "openai-o200k",
    revision: 2,
    instructions: { text: "Be kind.", tokens: 73 },
    joinedTokens: 74,
    pinsHeading: { text: "# Pinned messages\n", tokens: 20 },
    pins: [],
    summary: null,
    ...change,
  };
}

/** A budget of 1,000 of which 500 are reserved and 80 go to the instructions; 20 are being said. */
export function input(change: Partial<ContextInput> = {}): ContextInput {
  return {
    strategy: "sliding_window",
    budget: 1_000,
    reserve: 500,
    scale: UNSCALED,
    system: systemParts(),
    windowSize: null,
    windowFrom: 0,
    rows: turns(2),
    older: null,
    current: { content: "And now?", tokens: 20, seq: 5, saidAt: SAID_AT },
    ...change,
  };
}

const marks = fc.constantFrom<Partial<ContextRow>>(
  {},
  {},
  {},
  {},
  { pinned: true },
  { muted: true, content: "" },
  { compressed: true, gist: "In short.", gistTokens: 6 },
  { pinned: true, compressed: true, gist: "In short.", gistTokens: 6 },
);

const replies = fc.array(
  fc.record({
    part: fc.constantFrom<Partial<ContextRow> & { role: ContextRow["role"] }>(
      { role: "assistant" },
      { role: "assistant", kind: "tool_call" },
      { role: "tool", kind: "tool_call_response" },
      { role: "assistant", kind: "thinking" },
      { role: "assistant", status: "interrupted" },
      { role: "assistant", status: "streaming" },
      { role: "assistant", status: "failed", content: "" },
      { role: "assistant", supersededBy: REPLACED },
    ),
    mark: marks,
    tokenCount: fc.integer({ min: 6, max: 400 }),
  }),
  { maxLength: 5 },
);

/** Rows of a conversation newest first, with gaps in seq, of every kind, status and mark. */
export const storedRows: fc.Arbitrary<ContextRow[]> = fc
  .array(
    fc.record({
      tokenCount: fc.integer({ min: 6, max: 600 }),
      gap: fc.integer({ min: 0, max: 3 }),
      mark: marks,
      replies,
    }),
    { maxLength: 30 },
  )
  .map((all) => {
    const rows: ContextRow[] = [];
    let seq = 0;
    for (const { tokenCount, gap, mark, replies: parts } of all) {
      seq += gap + 1;
      rows.push(row(seq, "user", { tokenCount, ...mark }));
      for (const { part, mark: partMark, tokenCount: tokens } of parts) {
        seq += 1;
        rows.push(row(seq, part.role, { ...partMark, ...part, tokenCount: tokens }));
      }
    }
    return rows.reverse();
  });

const scales = fc.oneof(
  fc.constant(UNSCALED),
  fc.record({
    offset: fc.double({ min: -3, max: 70, noNaN: true }),
    ratio: fc.double({ min: 0.5, max: 2, noNaN: true }),
  }),
);

/** Everything that a context can be asked to be built of. */
export const inputs: fc.Arbitrary<ContextInput> = fc
  .record({
    strategy: fc.constantFrom("sliding_window", "summarization", "hybrid"),
    budget: fc.integer({ min: 1_000, max: 8_000 }),
    reserve: fc.integer({ min: 1, max: 750 }),
    scale: scales,
    instructions: fc.integer({ min: 0, max: 600 }),
    rows: storedRows,
    olderMessages: fc.option(fc.integer({ min: 1, max: 50 })),
    pinnedBefore: fc.array(fc.integer({ min: 6, max: 200 }), { maxLength: 4 }),
    summary: fc.option(fc.integer({ min: 10, max: 700 })),
    windowSize: fc.option(fc.integer({ min: 2, max: 40 })),
    windowFrom: fc.integer({ min: 0, max: 150 }),
    current: fc.option(fc.record({ tokens: fc.integer({ min: 5, max: 2_000 }), stored: fc.boolean() })),
  })
  .map((drawn) => {
    // What a summary covers and what was not read come first: everything that was read moves up behind them.
    const covered = drawn.summary === null ? 0 : 20;
    const shift = covered + (drawn.olderMessages ?? 0) + drawn.pinnedBefore.length;
    const rows = drawn.rows.map((each) => ({ ...each, id: idOf(each.seq + shift), seq: each.seq + shift }));
    const before = drawn.pinnedBefore.map((tokenCount, index) =>
      row(covered + index + 1, "user", { pinned: true, tokenCount }),
    );
    const isPinned = (each: ContextRow) => each.pinned && sendable(each);
    const pins = [...before, ...rows.filter(isPinned).reverse()].map(pinOf);
    const newest = (rows[0]?.seq ?? shift) + 1;
    return input({
      strategy: drawn.strategy,
      budget: drawn.budget,
      reserve: drawn.reserve,
      scale: drawn.scale,
      system: systemParts({
        instructions: { text: drawn.instructions === 0 ? "" : "Be kind.", tokens: drawn.instructions },
        joinedTokens: drawn.instructions === 0 ? 0 : drawn.instructions + 1,
        pins,
        summary: drawn.summary === null ? null : summaryOf(20, drawn.summary),
      }),
      windowSize: drawn.windowSize,
      windowFrom: drawn.windowFrom,
      rows,
      older:
        drawn.olderMessages === null ? null : { messages: drawn.olderMessages, from: covered + 1, to: shift },
      current:
        drawn.current === null
          ? null
          : {
              content: "And now?",
              tokens: drawn.current.tokens,
              seq: drawn.current.stored ? newest : null,
              saidAt: drawn.current.stored ? SAID_AT : null,
            },
    });
  });

/** Whether the database would hand a row over at all, and not as a muted one. */
export function sendable({ kind, status, content, supersededBy, muted }: ContextRow): boolean {
  if (muted || kind === "thinking" || status === "streaming" || supersededBy !== undefined) return false;
  return content !== "" || kind === "tool_call";
}
