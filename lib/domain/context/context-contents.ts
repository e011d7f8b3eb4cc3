import type { ContextContents, ContextItem, LeftOutItem } from "@/types/context";
import { systemLines, type CountedPin, type SystemParts } from "../prompts/system-message";
import { ledgerBudget, summaryTarget } from "../summaries/summary-budget";
import type { BuiltContext } from "./build-context";
import type { ContextInput } from "./context-input";
import type { NearlyRecalled } from "./choose-for-call";
import { costOf, formOf, joinSpans, spanOf, type ContextRow } from "./context-row";
import type { ContentsPart } from "./contents-part";
import { memoryParts, nearlyItems } from "./memory-contents";
import { previewOf } from "./preview";
import { countedBudget, scaledLines, scaledPart } from "./scale";

export type ContentsInput = {
  context: ContextInput;
  built: BuiltContext;
  /** Every muted message of the conversation, newest first. */
  muted: readonly ContextRow[];
  /** Tokens of the gist of a message, overhead included, where compressing it would free anything. */
  gistTokens: (row: ContextRow) => number | null;
  /** What was found for the call and is not in it, and the score that would have been enough. */
  nearly?: { items: readonly NearlyRecalled[]; needs: number | null };
};

/** Everything in a call with its price, and what it leaves out and why. The items of a kind add up to its line. */
export function contextContents(input: ContentsInput): ContextContents {
  return { items: itemsOf(input), leftOut: leftOutItems(input) };
}

const NO_PRICES = { pin: null, mute: null, compress: null };

function itemsOf({ context, built, gistTokens }: ContentsInput): ContextItem[] {
  const parts = partsOf(context, built, gistTokens);
  const tokens = scaledLines(
    context.scale,
    parts.map(({ counted }) => counted),
  );
  return parts.map(({ kind, message, preview, prices, recalled }, index) => ({
    kind,
    message,
    preview,
    tokens: tokens[index] ?? 0,
    prices,
    ...(recalled === undefined ? {} : { recalled }),
  }));
}

/** In display order, so that the parts of a line are scaled as the line is. */
function partsOf(
  context: ContextInput,
  built: BuiltContext,
  gistTokens: ContentsInput["gistTokens"],
): ContentsPart[] {
  const { system } = context;
  const counted = (kind: ContextItem["kind"]) => built.lines.find((line) => line.kind === kind)?.counted ?? 0;
  const row = (each: ContextRow): ContentsPart => ({
    kind: formOf(each) === "pinned" ? "pinned" : "recent",
    message: messageOf(each),
    preview: previewOf(each.content),
    counted: costOf(each),
    prices: pricesOf(each, context, gistTokens(each)),
  });
  const inPlace = built.kept.filter((each) => formOf(each) === "pinned").map(row);
  const recent = built.kept.filter((each) => formOf(each) !== "pinned").map(row);
  const block = blockParts(built.block, counted("pinned") - sumOf(inPlace), context);
  const parts: ContentsPart[] = [
    plainPart("system", system.instructions.text, counted("system")),
    ...block,
    ...inPlace,
    ...memoryParts(context, built),
  ];
  if (counted("summary") > 0) parts.push(plainPart("summary", summaryText(context), counted("summary")));
  return [...parts, ...recent];
}

function plainPart(kind: ContextItem["kind"], text: string, counted: number): ContentsPart {
  return { kind, message: null, preview: previewOf(text), counted, prices: NO_PRICES };
}

/** The block's heading is charged to its first message. */
function blockParts(
  block: readonly CountedPin[],
  tokens: number,
  { scale, system }: ContextInput,
): ContentsPart[] {
  const whole = systemTokensOf(system, block);
  let rest = tokens;
  const parts = block.toReversed().map(({ row, block: { tokens: own } }, index): ContentsPart => {
    const counted = index === block.length - 1 ? rest : own;
    rest -= counted;
    const price = scaledPart(scale, whole - systemTokensOf(system, without(block, row)));
    return {
      kind: "pinned",
      message: messageOf(row),
      preview: previewOf(row.content),
      counted,
      prices: { pin: -price, mute: -price, compress: null },
    };
  });
  return parts.reverse();
}

/** Of the whole system message with these pins in its block: the last one takes the heading along. */
function systemTokensOf(system: SystemParts, block: readonly CountedPin[]): number {
  const lines = systemLines(system, block);
  return lines.system + lines.pinned + lines.summary;
}

function without(block: readonly CountedPin[], row: ContextRow): CountedPin[] {
  return block.filter((pin) => pin.row !== row);
}

function pricesOf(
  row: ContextRow,
  { scale }: ContextInput,
  gistTokens: number | null,
): ContextItem["prices"] {
  const whole = scaledPart(scale, row.tokenCount);
  const now = scaledPart(scale, costOf(row));
  const short = gistTokens === null ? null : scaledPart(scale, gistTokens);
  switch (formOf(row)) {
    case "muted":
      return NO_PRICES;
    case "pinned":
      return { pin: -whole, mute: -whole, compress: null };
    case "compressed":
      return { pin: whole, mute: -now, compress: whole - now };
    case "verbatim":
      return { pin: whole, mute: -now, compress: short === null || short >= whole ? null : short - whole };
  }
}

function leftOutItems({ context, built, muted, nearly }: ContentsInput): LeftOutItem[] {
  const { older, scale, system } = context;
  const { cut, whole, start } = built.history;
  const dropped = [...cut, ...whole.slice(0, start).flatMap((turn) => turn.sent)];
  const items: LeftOutItem[] = mutedItems(context, built, muted);
  const rows = dropped.filter((row) => !row.pinned && !row.muted);
  const span = joinSpans(older, spanOf(rows));
  if (span !== null) {
    let tokens = 0;
    for (const row of rows) tokens += row.tokenCount;
    // What was not read is reckoned at the mean of what was.
    const mean = meanTokens(context.rows.filter((row) => !row.muted));
    const all = scaledPart(scale, tokens + mean * (older?.messages ?? 0));
    const makesSummary = context.strategy !== "sliding_window";
    items.push({
      reason: "older",
      span,
      message: null,
      preview: null,
      tokens: all,
      price: all,
      ...(makesSummary ? { summarised: summaryPrice(context) } : {}),
    });
  }
  const { summary } = system;
  if (summary !== null) {
    const { messages, from, to, replaces } = summary;
    const tokens = scaledPart(scale, replaces);
    items.push({
      reason: "summarised",
      span: { messages, from, to },
      message: null,
      preview: null,
      tokens,
      price: null,
    });
  }
  return [...items, ...nearlyItems(nearly, scale)];
}

function mutedItems(
  { scale }: ContextInput,
  { windowFrom }: BuiltContext,
  muted: readonly ContextRow[],
): LeftOutItem[] {
  return muted.map((row) => {
    const tokens = scaledPart(scale, row.tokenCount);
    return {
      reason: "muted",
      span: { messages: 1, from: row.seq, to: row.seq },
      message: messageOf(row),
      // Muted rows are read without their text.
      preview: row.content === "" ? null : previewOf(row.content),
      tokens,
      // What is older than the window stays out of it, muted or not.
      price: row.seq >= windowFrom ? tokens : 0,
    };
  });
}

/** Tokens each turn that a new summary adds to the one in use, lines and ledger at their target. */
function summaryPrice({ budget, scale, system }: ContextInput): number {
  const counted = countedBudget(scale, budget);
  const target = scaledPart(scale, summaryTarget(counted) + ledgerBudget(counted));
  const now = scaledPart(scale, system.summary?.block.tokens ?? 0);
  return Math.max(0, target - now);
}

function messageOf({ id, seq, role, pinned, muted, compressed }: ContextRow): ContextItem["message"] {
  return { id, seq, role, pinned, muted, compressed };
}

function summaryText({ system }: ContextInput): string {
  return (system.summary?.quotes ?? []).map(({ content }) => content).join(" ");
}

function meanTokens(rows: readonly ContextRow[]): number {
  let tokens = 0;
  for (const row of rows) tokens += row.tokenCount;
  return rows.length === 0 ? 0 : tokens / rows.length;
}

function sumOf(parts: readonly ContentsPart[]): number {
  let sum = 0;
  for (const part of parts) sum += part.counted;
  return sum;
}
