import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import { scorePool } from "@/lib/domain/retrieval/score-pool";
import { startPostgres } from "@/tests/support/postgres";
import type { EvalConversation } from "./eval-conversation";
import { openLocalEmbedder } from "./local-embedder";
import { recallIn, type Recalled } from "./recalled-segment";
import { storeConversation } from "./stored-conversation";

export type RetrieverOptions = {
  /** PGlite where it is not said. Debian's PostgreSQL has no vectors. */
  database?: "pglite" | "postgres";
  /** With the local model of EMBEDDING_MODEL_DIR. */
  vectors?: boolean;
};

export type Retriever = {
  search(query: string, options: { k: number }): Promise<string[]>;
  buildContext(query: string, options: { budget: number }): Promise<Recalled>;
  close(): Promise<void>;
};

/** A conversation in a real database, searched by the real recall service, and quoted by the real context builder. */
export async function createRetriever(
  conversation: EvalConversation,
  { database = "pglite", vectors = false }: RetrieverOptions = {},
): Promise<Retriever> {
  const attempt = database === "postgres" ? await startPostgres() : null;
  if (attempt !== null && attempt.server === null) throw new Error(attempt.reason);
  const postgres = attempt?.server ?? null;
  const local = vectors ? await openLocalEmbedder() : null;
  const embedder = local?.embedder ?? null;
  const counter = createCounterPort();
  const stored = await storeConversation(conversation, { counter, embedder, postgres });
  const asked = Date.parse(conversation.turns.at(-1)?.date ?? "") || Date.now();
  const recall = recallIn(stored, { counter, embedder, now: () => asked });
  const turnAt = (seq: number): string | undefined => conversation.turns[seq - 1]?.id;
  return {
    search: async (query, { k }) => {
      const { found, query: asked } = await recall.found(query);
      if (found === null || asked === null) return [];
      const ids = scorePool(found, asked).map((item) =>
        item.kind === "message" ? turnAt(item.message.seq) : undefined,
      );
      return ids.filter((id) => id !== undefined).slice(0, k);
    },
    buildContext: (query, { budget }) => recall.recalled(query, budget),
    close: async () => {
      await stored.close();
      await local?.close();
      postgres?.stop();
    },
  };
}
