import { describe, expect, it } from "vitest";
import { fits, withMemory, withoutMemories, type MemoryFilter } from "@/lib/domain/sync/memory-list";
import type { AgentId } from "@/types/ids";
import { memory, memoryIdOf } from "../../components/memory/sample-memories";

const ANY: MemoryFilter = { type: null, agentId: null, closedOnly: false, text: "", order: "value" };
const LIST = {
  memories: [memory(1, { importance: 9 }), memory(2, { importance: 5 }), memory(3, { importance: 1 })],
  more: true,
};
const ids = ({ memories }: { memories: readonly { id: string }[] }) =>
  memories.map(({ id }) => Number(id.slice(-3)));

describe("the list of memories", () => {
  it("puts a new entry where its order has it", () => {
    expect(ids(withMemory(LIST, ANY, memory(4, { importance: 7 })))).toEqual([1, 4, 2, 3]);
    const newest: MemoryFilter = { ...ANY, order: "newest" };
    const added = memory(4, { createdAt: "2026-11-22T00:00:00.000Z" });
    expect(ids(withMemory(LIST, newest, added))).toEqual([4, 1, 2, 3]);
  });

  it("leaves out what belongs behind the part that is read, until that is read", () => {
    expect(ids(withMemory(LIST, ANY, memory(4, { importance: 0 })))).toEqual([1, 2, 3]);
    expect(ids(withMemory({ ...LIST, more: false }, ANY, memory(4, { importance: 0 })))).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it("keeps an edited entry in its place, and never goes back to an older revision", () => {
    const edited = withMemory(LIST, ANY, memory(2, { importance: 10, revision: 3, content: "newer" }));
    expect(ids(edited)).toEqual([1, 2, 3]);
    const late = withMemory(edited, ANY, memory(2, { revision: 2, content: "older" }));
    expect(late.memories[1]?.content).toBe("newer");
  });

  it("lets go of what the filter no longer shows", () => {
    const working: MemoryFilter = { ...ANY, type: "long_term" };
    expect(ids(withMemory(LIST, working, memory(2, { type: "working", revision: 2 })))).toEqual([1, 3]);
    expect(ids(withoutMemories(LIST, [memoryIdOf(1), memoryIdOf(9)]))).toEqual([2, 3]);
  });

  it("filters by type, agent, words and whether they hold", () => {
    const agentId = "00000000-0000-4000-8000-0000000000a1" as AgentId;
    const other = "00000000-0000-4000-8000-0000000000a2" as AgentId;
    expect(fits({ ...ANY, agentId }, memory(1))).toBe(true);
    expect(fits({ ...ANY, agentId }, memory(1, { agentId: other }))).toBe(false);
    expect(fits({ ...ANY, text: " POSTGRES " }, memory(1, { content: "Tern runs Postgres." }))).toBe(true);
    expect(fits({ ...ANY, text: "mysql" }, memory(1, { content: "Tern runs Postgres." }))).toBe(false);
    expect(fits({ ...ANY, closedOnly: true }, memory(1))).toBe(false);
    expect(fits({ ...ANY, closedOnly: true }, memory(1, { validTo: "2026-11-01T00:00:00.000Z" }))).toBe(true);
  });
});
