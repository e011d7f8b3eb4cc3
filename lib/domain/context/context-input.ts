import type { MemoryStrategy } from "@/types/words";
import type { SystemParts } from "../prompts/system-message";
import type { ContextRow, LeftOut } from "./context-row";
import type { RecallPart } from "./recalled";
import type { Scale } from "./scale";

/** What is being said now: a stored user message, or a draft that has no seq yet. */
export type CurrentMessage = {
  content: string;
  /** In our count, overhead included. */
  tokens: number;
  seq: number | null;
  saidAt: string | null;
};

export type ContextInput = {
  strategy: MemoryStrategy;
  /** Tokens that the call may hold, the reserve for its reply included; both in the model's own tokens. */
  budget: number;
  reserve: number;
  scale: Scale;
  system: SystemParts;
  windowSize: number | null;
  /** The seq where the last call's window began; 0 before the first. */
  windowFrom: number;
  /** Newest first, older than the current message and newer than the summary; all counted for the model's family. */
  rows: readonly ContextRow[];
  /** What lies between the summary and the oldest row and was not read, pinned and muted messages apart. */
  older: LeftOut | null;
  current: CurrentMessage | null;
  /** Absent: nothing is recalled, and no room is kept for it. */
  recall?: RecallPart | undefined;
};
