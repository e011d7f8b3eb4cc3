import type { ContextReport } from "@/types/context";
import type { ReceiptGlance } from "@/types/receipt";

/** What a call's own report says at a glance. The message that it answers counts as recent, as in its receipt. */
export function glanceOf(report: ContextReport): ReceiptGlance {
  const { draft } = report;
  const segments = report.segments.map((segment) =>
    segment.kind === "recent" ? { ...segment, tokens: segment.tokens + draft } : segment,
  );
  if (draft > 0 && !segments.some(({ kind }) => kind === "recent")) {
    segments.push({ kind: "recent", tokens: draft });
  }
  return {
    tokens: report.held + draft,
    recalled: 0,
    summarised: report.summary?.messages ?? 0,
    segments,
  };
}
