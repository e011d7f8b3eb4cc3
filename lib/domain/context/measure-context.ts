import type { SegmentKind } from "@/types/context";
import { systemLines, type CountedPin, type SystemParts } from "../prompts/system-message";
import { costOf, formOf, type ContextRow } from "./context-row";
import { recalledTokens, type CountedRecall, type RecallPart } from "./recalled";
import { scaledLines, type Scale } from "./scale";

/** One held part of a call: its tokens in our count, and in the model's. */
export type ContextLine = {
  kind: Exclude<SegmentKind, "reserve" | "free">;
  counted: number;
  tokens: number;
};

export type MeasuredContext = {
  /** Held parts only, in display order. */
  lines: ContextLine[];
  /** In the model's tokens: held + draft + reserve + free = budget + overBy. */
  held: number;
  draft: number;
  free: number;
  overBy: number;
  /** Held and draft in our own count. */
  counted: { held: number; draft: number };
};

type Call = {
  budget: number;
  reserve: number;
  scale: Scale;
  system: SystemParts;
  current: { tokens: number; seq: number | null } | null;
  recall?: RecallPart | undefined;
};

/** The tokens of a call that holds these rows, these pinned messages in their block, and these recalled items. */
export function measureContext(
  { budget, reserve, scale, system, current, recall }: Call,
  block: readonly CountedPin[],
  kept: readonly ContextRow[],
  recalled: readonly CountedRecall[] = [],
): MeasuredContext {
  const isDraft = current?.seq === null;
  const said = current?.tokens ?? 0;
  const parts = { ...systemLines(system, block), recent: isDraft ? 0 : said };
  if (recall !== undefined) parts.memories += recalledTokens(system.family, recall.heading, recalled);
  for (const row of kept) {
    if (formOf(row) === "pinned") parts.pinned += costOf(row);
    else parts.recent += costOf(row);
  }
  const counted = KINDS.map((kind) => parts[kind]);
  const draft = isDraft ? said : 0;
  const scaled = scaledLines(scale, [...counted, draft]);
  const lines = KINDS.map((kind, index) => lineOf(kind, counted[index], scaled[index]));
  const held = sumOf(scaled.slice(0, KINDS.length));
  const used = sumOf(scaled) + reserve;
  return {
    lines: lines.filter((line) => line.counted > 0),
    held,
    draft: sumOf(scaled) - held,
    free: Math.max(0, budget - used),
    overBy: Math.max(0, used - budget),
    counted: { held: sumOf(counted), draft },
  };
}

const KINDS = ["system", "pinned", "memories", "summary", "recent"] as const;

function lineOf(kind: ContextLine["kind"], counted = 0, tokens = 0): ContextLine {
  return { kind, counted, tokens };
}

function sumOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
