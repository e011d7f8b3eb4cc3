import type { Memory, MemoryId } from "@/types/memory";
import { valueOf } from "./value";

/** Entries that one user's memory holds at most; more than this and the least valuable go. */
export const MEMORY_CAP = 10_000;
const DAY_MS = 86_400_000;
/** Entries that no longer hold are kept this long, for the sake of their history. */
const CLOSED_DAYS = 365;

export type PruneStep = { do: "prune"; id: MemoryId; why: string };

/**
 * What pruning would remove: entries that stopped holding a year ago, and above the cap those worth least. Standing entries and
 * those written by hand or confirmed are never among them. Pure. `now` in ms.
 */
export function planPruning(
  memories: readonly Memory[],
  { cap, now }: { cap: number; now: number },
): PruneStep[] {
  const steps: PruneStep[] = [];
  const left: Memory[] = [];
  for (const memory of memories) {
    if (memory.validTo !== null && now - Date.parse(memory.validTo) > CLOSED_DAYS * DAY_MS) {
      steps.push({ do: "prune", id: memory.id, why: "has not held for a year" });
    } else left.push(memory);
  }
  const over = left.length - cap;
  if (over <= 0) return steps;
  const open = left.filter(mayGo).map((memory) => ({ id: memory.id, value: valueOf(memory, now) }));
  open.sort((a, b) => a.value - b.value || (a.id < b.id ? -1 : 1));
  for (const { id, value } of open.slice(0, over)) {
    steps.push({ do: "prune", id, why: `least value: ${value.toFixed(1)}` });
  }
  return steps;
}

function mayGo({ standing, trust, validTo }: Memory): boolean {
  return validTo !== null || (!standing && trust !== "hand_written" && trust !== "confirmed");
}
