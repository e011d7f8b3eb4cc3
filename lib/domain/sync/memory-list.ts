import type { Memory, MemoryId, StoredMemoryType } from "@/types/memory";
import type { AgentId } from "@/types/ids";

export type MemoryOrder = "value" | "used" | "newest";

/** Which entries a list shows. */
export type MemoryFilter = {
  type: StoredMemoryType | null;
  /** Its own, and those of all agents. */
  agentId: AgentId | null;
  /** Those that no longer hold alone. */
  closedOnly: boolean;
  /** Contained in the content. */
  text: string;
  order: MemoryOrder;
};

/** A part of the list from its beginning; `more`: it goes on. */
export type MemoryList = { memories: readonly Memory[]; more: boolean };

export function fits({ type, agentId, closedOnly, text }: MemoryFilter, memory: Memory): boolean {
  if (type !== null && memory.type !== type) return false;
  if (agentId !== null && memory.agentId !== null && memory.agentId !== agentId) return false;
  if (closedOnly && memory.validTo === null) return false;
  return memory.content.toLowerCase().includes(text.trim().toLowerCase());
}

/** An entry as it is now: in its old place, in a new one, or out of the list. An older revision changes nothing. */
export function withMemory(list: MemoryList, filter: MemoryFilter, memory: Memory): MemoryList {
  const known = list.memories.find(({ id }) => id === memory.id);
  if (known && known.revision > memory.revision) return list;
  if (!fits(filter, memory)) return known ? withoutMemories(list, [memory.id]) : list;
  // An edit leaves it under the eyes of who made it.
  if (known) return { ...list, memories: list.memories.map((one) => (one === known ? memory : one)) };
  const at = list.memories.findIndex((one) => placeOf(filter.order, one) < placeOf(filter.order, memory));
  if (at === -1 && list.more) return list;
  const place = at === -1 ? list.memories.length : at;
  return { ...list, memories: list.memories.toSpliced(place, 0, memory) };
}

export function withoutMemories(list: MemoryList, ids: readonly MemoryId[]): MemoryList {
  const gone = new Set(ids);
  const memories = list.memories.filter(({ id }) => !gone.has(id));
  return memories.length === list.memories.length ? list : { ...list, memories };
}

/** Higher comes first. */
function placeOf(order: MemoryOrder, memory: Memory): number {
  switch (order) {
    case "value":
      return memory.importance;
    case "used":
      return memory.lastUsedAt === null ? 0 : Date.parse(memory.lastUsedAt);
    case "newest":
      return Date.parse(memory.createdAt);
    default:
      return order satisfies never;
  }
}
