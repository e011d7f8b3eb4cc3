import type { TranscriptEntry } from "@/lib/domain/sync/transcript";
import { memoryState, type MemoryHorizon, type MemoryState } from "@/lib/domain/meter/memory-horizon";

/** How a row is drawn, in plain values: a row whose values stay is not drawn again. */
export type MemoryView = { memory: MemoryState; faded: boolean };

export function memoryView(horizon: MemoryHorizon, entry: TranscriptEntry): MemoryView {
  const memory = memoryState(horizon, entry.seq, entry);
  const above = horizon.from !== null && entry.seq !== null && entry.seq < horizon.from;
  return { memory, faded: above || memory === "muted" };
}

/**
 * Before which entry the horizon stands: its key, "end" when all stored messages are above it, null when it lies above
 * what is loaded or there is none.
 */
export function horizonKey(
  entries: readonly TranscriptEntry[],
  from: number | null,
  hasOlder: boolean,
): string | null {
  if (from === null) return null;
  const index = entries.findIndex((entry) => entry.seq === null || entry.seq >= from);
  if (index === -1) return entries.length > 0 ? "end" : null;
  if (index === 0 && hasOlder) return null;
  return entries[index]?.key ?? null;
}
