import { detailsIn } from "@/lib/domain/memory/details";
import { episodeOf } from "@/lib/domain/memory/episode";
import { importanceOf } from "@/lib/domain/memory/importance";
import { memoryIndex } from "@/lib/domain/memory/memory-terms";
import type { ExtractionWork, MemoryChange } from "@/lib/ports/memory-store";
import { endOf, extractMemories, keepsMemory, type ExtractDeps, type ExtractJob } from "./extract-memories";
import { ENTRY_FAMILY, entryTokens } from "./new-memory";

/**
 * What is left to be taken from a conversation that has come to rest, and its episode: what it was about and came to. An
 * episode that says something else by now takes the place of the one before. Our rules alone: nobody has asked for it.
 */
export async function keepEpisode(deps: ExtractDeps, job: Omit<ExtractJob, "chosen">): Promise<void> {
  await extractMemories(deps, { ...job, chosen: null });
  const { owner, conversationId } = job;
  const work = await deps.memories.extractionWork({ owner, conversationId, limit: 1 });
  if (work === null || !keepsMemory(work) || work.rows.length > 0) return;
  const { extractedTo, forgotten } = work.conversation;
  const changes = await episodeChanges(deps, work);
  const stored = { owner, conversationId, expectedTo: extractedTo, to: endOf(work), forgotten, changes };
  await deps.memories.store(stored);
}

async function episodeChanges(deps: ExtractDeps, work: ExtractionWork): Promise<MemoryChange[]> {
  const { opening, working, episode, conversation } = work;
  const content = episodeOf(opening, working, conversation.extractedTo);
  if (content === null || opening === null || episode?.content === content) return [];
  const kind = "episode" as const;
  const trust = "stated" as const;
  const facts = {
    kind,
    trust,
    explicit: false,
    details: detailsIn(content),
    said: 1,
    uses: episode?.uses ?? 0,
  };
  const id = deps.newMemoryId();
  const memory = {
    id,
    type: "episodic" as const,
    kind,
    content,
    ...importanceOf({ ...facts, modelScore: null }),
    metadata: { by: "rules" },
    topic: null,
    agentId: null,
    conversationId: conversation.id,
    validFrom: conversation.updatedAt,
    validTo: null,
    trust,
    standing: false,
    tokens: await entryTokens(deps.counter, ENTRY_FAMILY, content),
    tokenFamily: ENTRY_FAMILY,
  };
  const index = memoryIndex(content, conversation.updatedAt);
  const insert: MemoryChange = { do: "insert", memory, source: { messageId: opening.id, content }, index };
  return episode === null ? [insert] : [insert, { do: "close", id: episode.id, by: id }];
}
