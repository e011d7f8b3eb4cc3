import type { ContextReport } from "@/types/context";

/** What a conversation's transcript needs to know of the next call, in plain numbers so that rows can compare them. */
export type MemoryHorizon = {
  /** Up to which seq a summary stands for the messages; 0: none. */
  summaryTo: number;
  /** Up to which seq messages are left out of the call where no summary covers them; 0: none. */
  leftOutTo: number;
  /** The first and last seq that leave with the next step; 0 to -1: none. */
  leavingFrom: number;
  leavingTo: number;
  /** The seq from which everything is in the call word for word; null: nothing lies above it. */
  from: number | null;
};

/** Nothing is known, or nothing has left: everything is in the call. */
export const NO_HORIZON: MemoryHorizon = {
  summaryTo: 0,
  leftOutTo: 0,
  leavingFrom: 0,
  leavingTo: -1,
  from: null,
};

type Spans = Pick<ContextReport, "summary" | "leftOut" | "verbatim" | "leaving">;

/** Where memory begins, by the report of the next call. */
export function memoryHorizon({ summary, leftOut, verbatim, leaving }: Spans): MemoryHorizon {
  const summaryTo = lastOf(summary);
  const leftOutTo = lastOf(leftOut);
  const above = Math.max(summaryTo, leftOutTo);
  const { from: leavingFrom, to: leavingTo } = leaving ?? { from: 0, to: -1 };
  const begins = verbatim ? verbatim.from : 0;
  return {
    summaryTo,
    leftOutTo,
    leavingFrom,
    leavingTo,
    from: above === 0 ? null : Math.max(above + 1, begins),
  };
}

function lastOf(span: { to: number } | null): number {
  return span ? span.to : 0;
}

/** How the next call sees one message. */
export type MemoryState = "word" | "leaving" | "compressed" | "pinned" | "muted" | "summary" | "out";

type Marks = { pinned: boolean; muted: boolean; compressed: boolean };

/** `seq` null: on its way, so it will be in the call. */
export function memoryState(horizon: MemoryHorizon, seq: number | null, marks: Marks): MemoryState {
  if (marks.muted) return "muted";
  if (marks.pinned) return "pinned";
  if (seq === null) return "word";
  if (seq <= horizon.summaryTo) return "summary";
  if (seq <= horizon.leftOutTo) return "out";
  if (seq >= horizon.leavingFrom && seq <= horizon.leavingTo) return "leaving";
  return marks.compressed ? "compressed" : "word";
}
