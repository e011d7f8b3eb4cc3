import type { ProviderId } from "@/types/words";
import type { Accuracy, MessageSpan, RateChoice, SeqRange } from "@/types/context";
import type { Receipt, ReceiptGlance, ReceiptLine } from "@/types/receipt";
import type { RecallNote } from "@/types/recall";
import type { BuiltContext } from "./build-context";
import type { ContextInput } from "./context-input";
import { segmentsOf } from "./context-report";
import { formOf, hasWords, type ContextRow, type RowForm } from "./context-row";
import { recalledEntries } from "./memory-items";
import type { Reserve } from "./reply-reserve";
import { rangeOf, rangesOf } from "./seq-ranges";

export type ReceiptInput = {
  context: ContextInput;
  built: BuiltContext;
  reserve: Reserve;
  maxTokens: number;
  summaryThreshold: number;
  model: string;
  provider: ProviderId;
  accuracy: Accuracy;
  rate: RateChoice | null;
  promptHash: string;
  /** How what had left the window was searched; absent where nobody looked. */
  recall?: RecallNote;
  /** ISO 8601. */
  builtAt: string;
};

/** What a call held, for good: by seq and in ranges, without any text. All lines add up to the total. */
export function receiptOf(input: ReceiptInput): Receipt {
  const { context, built, reserve } = input;
  const { summary } = context.system;
  const ordered = rowsOf(context);
  const kept = new Set(built.kept.map((row) => row.seq));
  const keptAs = (form: RowForm) => rangesOf(ordered, (row) => kept.has(row.seq) && formOf(row) === form);
  return {
    format: 1,
    strategy: context.strategy,
    settings: {
      maxTokens: input.maxTokens,
      windowSize: context.windowSize,
      summaryThreshold: input.summaryThreshold,
      budget: context.budget,
      replyReserve: reserve.replyReserve,
      thinkingAllowance: reserve.thinkingAllowance,
    },
    model: input.model,
    provider: input.provider,
    accuracy: input.accuracy,
    lines: linesOf(context, built),
    total: built.held,
    counted: built.counted.held,
    verbatim: withCurrent(keptAs("verbatim"), context),
    pinned: pinnedRanges(context, ordered),
    compressed: keptAs("compressed"),
    muted: rangesOf(ordered, (row) => row.muted),
    summarised:
      summary === null
        ? null
        : {
            version: summary.version,
            range: rangeOf(summary),
            messages: summary.messages,
            tokens: built.lines.find(({ kind }) => kind === "summary")?.tokens ?? 0,
            replaces: summary.replaces,
          },
    leftOut: leftOutOf(context, built, ordered),
    recalled: recalledEntries(context, built),
    ...(input.recall === undefined ? {} : { recall: input.recall }),
    rate: input.rate,
    promptHash: input.promptHash,
    builtAt: input.builtAt,
  };
}

/** What a reply shows of its receipt without asking for the whole. */
export function glanceOf(receipt: Receipt, context: ContextInput, built: BuiltContext): ReceiptGlance {
  const memories = receipt.recalled.filter(({ kind }) => kind === "memory").length;
  return {
    tokens: receipt.total,
    recalled: receipt.recalled.filter(({ why }) => why !== "standing").length,
    ...(memories === 0 ? {} : { memories }),
    summarised: receipt.summarised?.messages ?? 0,
    segments: segmentsOf(context, built),
  };
}

/** What was read, oldest first. */
function rowsOf({ rows }: ContextInput): ContextRow[] {
  return rows.filter(hasWords).reverse();
}

function linesOf(context: ContextInput, built: BuiltContext): ReceiptLine[] {
  const { system } = context;
  const ordered = rowsOf(context);
  const recent = new Set(built.kept.filter((row) => formOf(row) !== "pinned").map((row) => row.seq));
  const ranges: Partial<Record<ReceiptLine["kind"], SeqRange[]>> = {
    pinned: pinnedRanges(context, ordered),
    summary: system.summary === null ? [] : [rangeOf(system.summary)],
    recent: withCurrent(
      rangesOf(ordered, (row) => recent.has(row.seq)),
      context,
    ),
  };
  const versions: Partial<Record<ReceiptLine["kind"], number>> = {
    system: system.revision,
    ...(system.summary === null ? {} : { summary: system.summary.version }),
  };
  return built.lines.map(({ kind, tokens }) => ({
    kind,
    tokens,
    ranges: ranges[kind] ?? [],
    version: versions[kind] ?? null,
  }));
}

/** The current message stands next to the newest row. */
function withCurrent(ranges: SeqRange[], { current, rows }: ContextInput): SeqRange[] {
  if (current === null || current.seq === null) return ranges;
  const last = ranges.at(-1);
  const newest = rows.find(hasWords)?.seq;
  if (last === undefined || last[1] !== newest) return [...ranges, [current.seq, current.seq]];
  return [...ranges.slice(0, -1), [last[0], current.seq]];
}

/** Pinned messages among the rows that were read stand together where those do; others each for itself. */
function pinnedRanges({ system }: ContextInput, ordered: readonly ContextRow[]): SeqRange[] {
  const read = new Set(ordered.map((row) => row.seq));
  const further = system.pins.filter(({ row }) => !read.has(row.seq));
  const pinned = new Set(system.pins.map(({ row }) => row.seq));
  return [
    ...further.map(({ row }): SeqRange => [row.seq, row.seq]),
    ...rangesOf(ordered, (row) => pinned.has(row.seq)),
  ];
}

function leftOutOf(
  { older }: ContextInput,
  { history }: BuiltContext,
  ordered: readonly ContextRow[],
): Receipt["leftOut"] {
  const out = new Set([
    ...history.cut,
    ...history.whole.slice(0, history.start).flatMap((turn) => turn.sent),
  ]);
  const isOlder = (row: ContextRow) => out.has(row) && !row.pinned && !row.muted;
  const dropped = ordered.filter(isOlder);
  const messages = dropped.length + (older?.messages ?? 0);
  const muted = ordered.filter((row) => row.muted);
  const left: Receipt["leftOut"] = [];
  if (messages > 0) {
    left.push({ reason: "older", ranges: afterUnread(older, rangesOf(ordered, isOlder)), messages });
  }
  if (muted.length > 0) {
    left.push({ reason: "muted", ranges: rangesOf(ordered, (row) => row.muted), messages: muted.length });
  }
  return left;
}

function afterUnread(older: MessageSpan | null, ranges: SeqRange[]): SeqRange[] {
  return older === null ? ranges : [rangeOf(older), ...ranges];
}
