import type { MemoryPosition, MemoryQuery, MemoryReader } from "@/lib/ports/memory-reader";
import type { Memory } from "@/types/memory";

const PAGE = 1_000;

/** All of a user's entries, oldest page last. */
export async function allMemories(
  reader: Pick<MemoryReader, "list">,
  holds: MemoryQuery["holds"],
): Promise<Memory[]> {
  const memories: Memory[] = [];
  let after: MemoryPosition | null = null;
  for (;;) {
    const page: Memory[] = await reader.list({ holds, sort: "newest", limit: PAGE, after });
    memories.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return memories;
    after = { at: last.createdAt, id: last.id };
  }
}
