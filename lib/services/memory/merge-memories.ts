import { detailsIn } from "@/lib/domain/memory/details";
import { importanceAgain } from "@/lib/domain/memory/importance";
import { memoryIndex } from "@/lib/domain/memory/memory-terms";
import { readStatement } from "@/lib/domain/memory/read-statement";
import { AppError } from "@/lib/domain/errors";
import type { MemoryReader } from "@/lib/ports/memory-reader";
import type { MemoryStore } from "@/lib/ports/memory-store";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { Memory, MemoryId } from "@/types/memory";
import type { UserId } from "@/types/ids";
import { ENTRY_FAMILY, entryTokens, refuseSecret } from "./new-memory";

type Deps = {
  memories: Pick<MemoryStore, "merge">;
  memoryReader: Pick<MemoryReader, "some">;
  counter: Pick<TokenCounter, "countText">;
};

/**
 * Makes one entry of several: the first stays, with the sources of all, in its own words or in `content`. Throws `not_found`
 * where one of them is not the user's, and `cannot_store` for secrets.
 */
export async function mergeMemories(
  deps: Deps,
  owner: UserId,
  { ids, content }: { ids: readonly MemoryId[]; content?: string | undefined },
): Promise<Memory> {
  const memories = await deps.memoryReader.some(ids);
  const into = memories.find(({ id }) => id === ids[0]);
  if (into === undefined || memories.length < ids.length) {
    throw new AppError("not_found", "One of these memories is no longer there.");
  }
  const words = content?.trim();
  if (words !== undefined) refuseSecret(words);
  const kept = words ?? into.content;
  const facts = {
    kind: into.kind,
    trust: into.trust,
    said: new Set(memories.flatMap(({ sources }) => sources.map(({ messageId }) => messageId))).size,
    uses: memories.reduce((sum, each) => sum + each.uses, 0),
    details: detailsIn(kept),
  };
  const edit = {
    ...importanceAgain(into.reasons, facts),
    ...(words === undefined
      ? {}
      : {
          content: words,
          topic: readStatement(`Remember: ${words}`)?.topic ?? into.topic,
          tokens: await entryTokens(deps.counter, ENTRY_FAMILY, words),
          tokenFamily: ENTRY_FAMILY,
          index: memoryIndex(words, into.validFrom),
        }),
  };
  return deps.memories.merge({ owner, ids, into: into.id, edit });
}
