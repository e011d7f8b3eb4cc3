import type { ContextReport } from "@/types/context";

/** A report of a short conversation, changed as a test needs it. */
export function contextReport(changes: Partial<ContextReport> = {}): ContextReport {
  return {
    budget: 8_000,
    reserve: 1_500,
    replyReserve: 1_500,
    replyReserveSource: "default",
    longestReply: null,
    thinkingAllowance: 0,
    strategy: "hybrid",
    segments: [
      { kind: "system", tokens: 412 },
      { kind: "recent", tokens: 3_231, from: 1, to: 8 },
    ],
    held: 3_643,
    draft: 0,
    free: 2_857,
    overBy: 0,
    level: "ok",
    slides: false,
    leftOut: null,
    verbatim: null,
    summary: null,
    leaving: null,
    pinned: { messages: 0, tokens: 0, cap: 2_000 },
    muted: { messages: 0, tokens: 0 },
    uncovered: { tokens: 3_231, threshold: 6_000 },
    compaction: "none",
    turnsLeft: null,
    rate: null,
    model: "m",
    provider: "offline",
    window: 131_072,
    accuracy: { kind: "exact" },
    promptHash: null,
    ...changes,
  };
}
