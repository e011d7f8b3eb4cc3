import type { ModelInfo } from "@/types/chat";
import type { Accuracy, ContextReport, MessageSpan, RateChoice, Segment } from "@/types/context";
import type { BuiltContext } from "./build-context";
import type { ContextInput } from "./context-input";
import { planCompaction, type CompactionPlan } from "./compaction";
import { levelOf, pinCap } from "./context-budget";
import { formOf, joinSpans, spanOf, type ContextRow } from "./context-row";
import { forecast } from "./forecast";
import { longestReply, type Reserve } from "./reply-reserve";
import { scaledPart } from "./scale";

export type ReportInput = {
  context: ContextInput;
  built: BuiltContext;
  reserve: Reserve;
  maxTokens: number;
  summaryThreshold: number;
  recentReplies: readonly number[];
  /** All muted messages of the conversation. */
  muted: { messages: number; tokens: number };
  model: Pick<ModelInfo, "id" | "provider" | "contextWindow">;
  accuracy: Accuracy;
  rate: RateChoice | null;
  promptHash: string | null;
};

/** The numbers of the meter for a built context: held + draft + reserve + free = budget + overBy. */
export function contextReport(input: ReportInput): ContextReport {
  const { context, built, reserve, model, summaryThreshold } = input;
  const compaction = planCompaction({ context, built, summaryThreshold, coming: 0 });
  const slides = built.leftOut !== null;
  return {
    budget: context.budget,
    reserve: reserve.reserve,
    replyReserve: reserve.replyReserve,
    replyReserveSource: reserve.source,
    longestReply: longestReply(input.recentReplies),
    thinkingAllowance: reserve.thinkingAllowance,
    strategy: context.strategy,
    segments: segmentsOf(context, built),
    held: built.held,
    draft: built.draft,
    free: built.free,
    overBy: built.overBy,
    level: levelOf(built.held + built.draft + reserve.reserve, context.budget, slides),
    slides,
    leftOut: built.leftOut,
    verbatim: joinSpans(spanOf(built.kept.filter(isWordForWord)), currentSpan(context)),
    ...forecast({ context, built, compaction, summaryThreshold }),
    ...memoryOf(input, compaction),
    rate: input.rate,
    model: model.id,
    provider: model.provider,
    window: model.contextWindow,
    accuracy: input.accuracy,
    promptHash: input.promptHash,
  };
}

function memoryOf(
  { context, built, maxTokens, summaryThreshold, muted }: ReportInput,
  compaction: CompactionPlan,
): Pick<ContextReport, "summary" | "pinned" | "muted" | "uncovered" | "compaction"> {
  const { strategy, scale, system } = context;
  const { summary, pins } = system;
  let pinned = 0;
  for (const { row } of pins) pinned += row.tokenCount;
  const line = built.lines.find(({ kind }) => kind === "summary");
  return {
    summary:
      summary === null
        ? null
        : { ...spanOfSummary(summary), version: summary.version, tokens: line?.tokens ?? 0 },
    pinned: { messages: pins.length, tokens: pinned, cap: pinCap(maxTokens) },
    muted,
    uncovered:
      strategy === "sliding_window"
        ? null
        : { tokens: scaledPart(scale, compaction.uncovered.tokens), threshold: summaryThreshold },
    compaction: compaction.state,
  };
}

function spanOfSummary({ messages, from, to }: MessageSpan): MessageSpan {
  return { messages, from, to };
}

function isWordForWord(row: ContextRow): boolean {
  return formOf(row) !== "compressed";
}

function currentSpan({ current }: ContextInput): MessageSpan | null {
  if (current === null || current.seq === null) return null;
  return { messages: 1, from: current.seq, to: current.seq };
}

/** The held parts of a call, each with the first and last seq that it covers. */
export function segmentsOf(context: ContextInput, built: BuiltContext): Segment[] {
  const inPlace = built.kept.filter((row) => formOf(row) === "pinned");
  const others = built.kept.filter((row) => formOf(row) !== "pinned");
  const { summary } = context.system;
  const spans: Partial<Record<Segment["kind"], MessageSpan | null>> = {
    pinned: joinSpans(spanOf(built.block.map(({ row }) => row)), spanOf(inPlace)),
    summary,
    recent: joinSpans(spanOf(others), currentSpan(context)),
  };
  return built.lines.map(({ kind, tokens }) => {
    const span = spans[kind] ?? null;
    return span === null ? { kind, tokens } : { kind, tokens, from: span.from, to: span.to };
  });
}
