import type { RecallPool, RecallQuery, ScoredItem } from "./recall-pool";

/** All of the pool, best first. */
export function scorePool(pool: RecallPool, query: RecallQuery): ScoredItem[] {
  query;
  const most = Math.max(1e-9, ...pool.messages.map(({ lexical }) => lexical));
  const scored: ScoredItem[] = pool.messages.map((message) => {
    const parts = { lexical: message.lexical / most, vector: message.cosine ?? 0, neighbours: 0, prior: 0 };
    return { kind: "message", message, parts, score: parts.lexical + parts.vector };
  });
  for (const { memory, lexical, cosine } of pool.memories) {
    const parts = { lexical: lexical / most, vector: cosine ?? 0, neighbours: 0, prior: 0 };
    scored.push({ kind: "memory", memory, parts, score: parts.lexical + parts.vector });
  }
  return scored.sort((a, b) => b.score - a.score);
}
