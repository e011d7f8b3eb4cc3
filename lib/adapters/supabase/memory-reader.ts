import { z } from "zod";
import type { MemoryQuery, MemoryReader } from "@/lib/ports/memory-reader";
import { json } from "./memory-arguments";
import { dataOf } from "./database-fault";
import { deletionColumns, toDeletion } from "./deletion-row";
import { toMaintenanceRun } from "./maintenance-run-row";
import { toMemory } from "./memory-row";
import { wholeNumber } from "./row-values";
import type { UserClient } from "./user-client";

const memories = z.array(z.unknown().transform(toMemory));
const runs = z.array(z.unknown().transform(toMaintenanceRun));
const counts = z.array(
  z.object({
    type: z.enum(["working", "long_term", "episodic"]),
    holds: wholeNumber,
    closed: wholeNumber,
  }),
);

/** One user's memories, through the user's own client. */
export function createMemoryReader(client: UserClient): MemoryReader {
  const some = async (ids: readonly string[]) => {
    const query = { ids: [...ids], limit: ids.length };
    return memories.parse(dataOf(await client.rpc("list_memories", { p_query: query })));
  };
  return {
    list: async (query) =>
      memories.parse(dataOf(await client.rpc("list_memories", { p_query: queryRow(query) }))),
    find: async (id) => (await some([id]))[0] ?? null,
    some: async (ids) => (ids.length === 0 ? [] : some(ids)),
    counts: async () => counts.parse(dataOf(await client.rpc("memory_counts"))),
    deletions: async (limit) => {
      const newest = client.from("deletions").select(deletionColumns);
      const ordered = newest.order("deleted_at", { ascending: false }).order("id");
      return dataOf(await ordered.limit(limit)).map(toDeletion);
    },
    runs: async (limit) => runs.parse(dataOf(await client.rpc("list_maintenance", { p_limit: limit }))),
  };
}

function queryRow({ agentId, conversationId, messageId, metadata, ...rest }: MemoryQuery) {
  const { type, kind, standing, text, holds, sort, limit, after } = rest;
  return {
    holds,
    sort,
    limit,
    ...(type === undefined ? {} : { type }),
    ...(kind === undefined ? {} : { kind }),
    ...(standing === undefined ? {} : { standing }),
    ...(text === undefined ? {} : { text }),
    ...(agentId === undefined ? {} : { agent: agentId }),
    ...(conversationId === undefined ? {} : { conversation: conversationId }),
    ...(messageId === undefined ? {} : { message: messageId }),
    ...(metadata === undefined ? {} : { metadata: json(metadata) }),
    ...(after === null ? {} : { after: { ...after } }),
  };
}
