import type { SummaryFact, SummaryLine } from "@/types/summary";
import type { ContextRow } from "../context/context-row";
import type { CountedSummary } from "../prompts/system-message";

/** A version of a summary as a replay keeps it. */
export type LabSummary = { counted: CountedSummary; lines: SummaryLine[]; facts: SummaryFact[] };

export type CompactionWork = {
  /** The version before, if there is one. */
  before: LabSummary | null;
  /** What no version covers, oldest first. */
  uncovered: readonly ContextRow[];
  /** Tokens that may stay word for word. */
  room: number;
  /** Tokens one call may hold. */
  budget: number;
};

/** Summarises the oldest uncovered turns by our own rules; null where there is nothing to summarise. */
export type Summarise = (work: CompactionWork) => Promise<LabSummary | null>;
