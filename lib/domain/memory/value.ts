import type { Memory, StoredMemoryType } from "@/types/memory";

const DAY_MS = 86_400_000;

/** A memory fades instead of expiring: half of what fades is gone after so many days without being said or used. */
export const HALF_LIFE_DAYS: Readonly<Record<StoredMemoryType, number>> = {
  working: 7,
  episodic: 60,
  long_term: 365,
};
/** This share of the importance never fades: what was asked for a year ago still counts. */
const LASTING = 0.3;

/** Halves every `halfLifeMs`. */
export function recencyWeight(ageMs: number, halfLifeMs: number): number {
  return 0.5 ** (Math.max(0, ageMs) / halfLifeMs);
}

/** What an entry is worth keeping for: importance · (0.3 + 0.7 · recency); 0 for one that no longer holds. `now` in ms. */
export function valueOf(
  memory: Pick<
    Memory,
    "type" | "importance" | "validTo" | "lastUsedAt" | "createdAt" | "validFrom" | "sources"
  >,
  now: number,
): number {
  if (memory.validTo !== null) return 0;
  const halfLife = HALF_LIFE_DAYS[memory.type] * DAY_MS;
  return memory.importance * (LASTING + (1 - LASTING) * recencyWeight(now - touchedAt(memory), halfLife));
}

/** When it was last said or used, in ms. */
export function touchedAt(
  memory: Pick<Memory, "lastUsedAt" | "createdAt" | "validFrom" | "sources">,
): number {
  const times = [memory.lastUsedAt, memory.createdAt, memory.validFrom, memory.sources[0]?.saidAt ?? null];
  let latest = 0;
  for (const time of times) if (time !== null) latest = Math.max(latest, Date.parse(time) || 0);
  return latest;
}
