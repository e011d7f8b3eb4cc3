import type { Clock } from "@/lib/ports/clock";
import type { MemoryReader } from "@/lib/ports/memory-reader";
import type { Memory } from "@/types/memory";
import type { MemoryExport } from "@/types/memory-api";
import { allMemories } from "./all-memories";

/** Everything that is remembered of a user, what no longer holds included. */
export async function exportMemories(deps: {
  memoryReader: Pick<MemoryReader, "list">;
  clock: Clock;
}): Promise<MemoryExport> {
  const memories = await allMemories(deps.memoryReader, "all");
  const exportedAt = new Date(deps.clock.now()).toISOString();
  return { format: "throughline.memories", version: 1, exportedAt, memories: memories.map(exported) };
}

function exported(memory: Memory): MemoryExport["memories"][number] {
  const { id, type, kind, content, topic, importance, reasons, metadata, validFrom, validTo } = memory;
  const { agentId, supersededBy, trust, standing, uses, tokensSpent, lastUsedAt, createdAt, sources } =
    memory;
  const said = { agentId, validFrom, validTo, supersededBy, trust, sources };
  const used = { standing, uses, tokensSpent, lastUsedAt, createdAt };
  return { id, type, kind, content, topic, importance, reasons, metadata, ...said, ...used };
}
