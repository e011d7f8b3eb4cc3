import { memoryIndex } from "@/lib/domain/memory/memory-terms";
import { INDEX_VERSION } from "@/lib/domain/retrieval/index-text";
import type { Clock } from "@/lib/ports/clock";
import type { Logger } from "@/lib/ports/logger";
import type { IndexedMemory, MemoryStore, UnindexedMemory } from "@/lib/ports/memory-store";
import type { ExtractDeps } from "./extract-memories";
import { keepEpisode } from "./keep-episode";
import { ENTRY_FAMILY, entryTokens } from "./new-memory";

type Deps = Omit<ExtractDeps, "memories"> & { memories: MemoryStore; clock: Clock };

/** Nothing said for so long: a conversation has come to rest. */
const REST_MS = 30 * 60_000;
const AT_ONCE = 20;
const INDEXED_AT_ONCE = 200;
/** Of one run; the rest is for the next. */
const MOST_ROUNDS = 50;

/** What memories need from time to time: episodes of conversations at rest, new indexes, and an end to what was put away. */
export async function tendMemories(deps: Deps, log: Logger): Promise<void> {
  const episodes = await keepEpisodes(deps, log);
  const indexed = await indexMemories(deps);
  const swept = await deps.memories.sweep();
  if (episodes + indexed + swept > 0) log.info({ episodes, indexed, swept }, "memories.tended");
}

async function keepEpisodes(deps: Deps, log: Logger): Promise<number> {
  const before = new Date(deps.clock.now() - REST_MS).toISOString();
  const resting = await deps.memories.resting({ before, limit: AT_ONCE });
  for (const { owner, conversationId } of resting) {
    try {
      await keepEpisode(deps, { owner, conversationId, turnId: null, log });
    } catch (thrown) {
      log.warn({ conversationId, err: thrown }, "memories.failed");
    }
  }
  return resting.length;
}

/** Indexes entries whose words have changed in the database, or that an older tokenizer has read. */
async function indexMemories(deps: Deps): Promise<number> {
  let indexed = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const rows = await deps.memories.unindexed({ version: INDEX_VERSION, limit: INDEXED_AT_ONCE });
    if (rows.length === 0) break;
    const done = await deps.memories.index(await Promise.all(rows.map((row) => indexedMemory(deps, row))));
    indexed += done;
    if (done === 0) break;
  }
  return indexed;
}

async function indexedMemory(
  { counter }: Pick<Deps, "counter">,
  { id, content, validFrom }: UnindexedMemory,
): Promise<IndexedMemory> {
  const tokens = await entryTokens(counter, ENTRY_FAMILY, content);
  return { id, content, index: memoryIndex(content, validFrom), tokens, tokenFamily: ENTRY_FAMILY };
}
