import { detailsIn } from "@/lib/domain/memory/details";
import { importanceOf } from "@/lib/domain/memory/importance";
import { memoryIndex } from "@/lib/domain/memory/memory-terms";
import { holdsSecret } from "@/lib/domain/memory/secrets";
import { foldTopic } from "@/lib/domain/memory/topic";
import { foldPhrase } from "@/lib/domain/summaries/fold-phrase";
import type { AgentStore } from "@/lib/ports/agent-store";
import type { MemoryReader } from "@/lib/ports/memory-reader";
import type { MemoryStore, NewMemory } from "@/lib/ports/memory-store";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { Memory, MemoryId } from "@/types/memory";
import type { ImportMemoriesAnswer } from "@/types/memory-api";
import type { AgentId, UserId } from "@/types/ids";
import { allMemories } from "./all-memories";
import { ENTRY_FAMILY, entryTokens } from "./new-memory";

type Deps = {
  memories: Pick<MemoryStore, "add">;
  agents: Pick<AgentStore, "list">;
  memoryReader: Pick<MemoryReader, "list">;
  counter: Pick<TokenCounter, "countText">;
  newMemoryId: () => MemoryId;
};

/** An entry of a file, as far as it is believed. */
export type ImportedMemory = Pick<
  Memory,
  "type" | "kind" | "content" | "topic" | "agentId" | "metadata" | "validFrom" | "validTo"
>;

/**
 * Adds entries of a file: untrusted, without source, never standing, and contradicting nothing, until somebody confirms them; for
 * one agent where that is one of the user's, else for all.
 * Secrets and what is known already are passed over, so the same file twice adds nothing.
 */
export async function importMemories(
  deps: Deps,
  owner: UserId,
  entries: readonly ImportedMemory[],
): Promise<ImportMemoriesAnswer> {
  const known = new Set((await allMemories(deps.memoryReader, "all")).map(keyOf));
  const agents = new Set((await deps.agents.list()).map(({ id }) => id));
  const answer: ImportMemoriesAnswer = { imported: 0, skipped: [] };
  for (const [index, entry] of entries.entries()) {
    const key = keyOf(entry);
    if (holdsSecret(entry.content)) answer.skipped.push({ index, why: "secret" });
    else if (known.has(key)) answer.skipped.push({ index, why: "known" });
    else {
      known.add(key);
      const memory = await newMemory(deps, entry, agents);
      const found = memoryIndex(memory.content, memory.validFrom);
      await deps.memories.add({ owner, memory, source: null, index: found, closes: [] });
      answer.imported += 1;
    }
  }
  return answer;
}

function keyOf({ content, validTo }: Pick<Memory, "content" | "validTo">): string {
  return `${validTo === null ? "" : "closed "}${foldPhrase(content)}`;
}

async function newMemory(
  deps: Deps,
  entry: ImportedMemory,
  agents: ReadonlySet<AgentId>,
): Promise<NewMemory> {
  const content = entry.content.trim();
  const { kind, topic, agentId } = entry;
  const trust = "imported" as const;
  const facts = { kind, trust, explicit: false, details: detailsIn(content), said: 1, uses: 0 };
  return {
    id: deps.newMemoryId(),
    // The conversation that a working entry belonged to is not in the file.
    type: entry.type === "working" ? "long_term" : entry.type,
    kind,
    content,
    ...importanceOf({ ...facts, modelScore: null }),
    metadata: entry.metadata,
    topic: topic && foldTopic(topic),
    // Of another installation's agents nothing is known here.
    agentId: agentId !== null && agents.has(agentId) ? agentId : null,
    conversationId: null,
    validFrom: entry.validFrom,
    validTo: entry.validTo,
    trust,
    standing: false,
    tokens: await entryTokens(deps.counter, ENTRY_FAMILY, content),
    tokenFamily: ENTRY_FAMILY,
  };
}
