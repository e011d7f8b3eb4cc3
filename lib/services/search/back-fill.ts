import { INDEX_VERSION, indexText } from "@/lib/domain/retrieval/index-text";
import type { IndexStore } from "@/lib/ports/index-store";

const BATCH = 100;

type Deps = { index: IndexStore };

/**
 * Indexes what the search index lacks: rows from before it was there, replies that ended without the app, and what an older
 * tokenizer has made. Answers how many; stops after `most`, and the next call goes on where this one ended.
 */
export async function backFill({ index }: Deps, most: number): Promise<number> {
  let done = 0;
  while (done < most) {
    const rows = await index.unindexed(INDEX_VERSION, Math.min(BATCH, most - done));
    if (rows.length === 0) break;
    const indexed = await index.index(
      rows.map(({ id, content, saidAt, author }) => ({ id, index: indexText(content, { saidAt, author }) })),
    );
    done += rows.length;
    // What was deleted meanwhile is not listed again; anything else would be.
    if (indexed === 0) break;
  }
  return done;
}
