import type { MemoryCounts } from "@/types/memory-api";

/** Adds up a figure of every type; 0 while nothing is known. */
export function sum(counts: MemoryCounts | null, of: (count: MemoryCounts[number]) => number): number {
  return (counts ?? []).reduce((all, one) => all + of(one), 0);
}
