import type { MemoryPosition, MemoryQuery, MemoryReader, MemorySort } from "@/lib/ports/memory-reader";
import type { Memory } from "@/types/memory";
import type { MemoryCounts } from "@/types/memory-api";

export type MemoryList = { memories: Memory[]; counts: MemoryCounts; next: MemoryPosition | null };

/** One page of entries, how many there are of each type, and where the next page begins. */
export async function listMemories(
  reader: Pick<MemoryReader, "list" | "counts">,
  query: MemoryQuery,
): Promise<MemoryList> {
  // One more than asked for tells whether there is more.
  const [page, counts] = await Promise.all([
    reader.list({ ...query, limit: query.limit + 1 }),
    reader.counts(),
  ]);
  const memories = page.slice(0, query.limit);
  const last = memories.at(-1);
  const more = page.length > query.limit && last !== undefined;
  return { memories, counts, next: more ? positionOf(query.sort, last) : null };
}

function positionOf(sort: MemorySort, { id, importance, createdAt, lastUsedAt }: Memory): MemoryPosition {
  switch (sort) {
    case "value":
      return { at: String(importance), id };
    case "used":
      return { at: lastUsedAt ?? "", id };
    case "newest":
      return { at: createdAt, id };
    default:
      return sort satisfies never;
  }
}
