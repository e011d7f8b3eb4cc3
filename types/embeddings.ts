/** What stands between this server and recall by meaning. */
export type EmbeddingsState =
  /** No embedder is set up. */
  | "off"
  /** The database has no pgvector, so vectors cannot be kept. */
  | "no_vectors"
  /** It is set up, and does not work at present. */
  | "failing"
  | "starting"
  /** It works; older messages are still without vectors. */
  | "embedding"
  | "ready";

export type EmbeddedCount = { embedded: number; total: number };

/** GET /api/embeddings */
export type EmbeddingsAnswer = {
  /** hybrid: by words and meaning. */
  recall: "hybrid" | "lexical";
  state: EmbeddingsState;
  /** One sentence; null where nothing is wrong. */
  problem: string | null;
  model: { name: string; source: "local" | "http"; dimensions: number } | null;
  /** The model before this one, whose vectors serve until the new ones are complete; null: none does. */
  meanwhile: string | null;
  /** Of the caller's own; null where there is nothing to count. */
  progress: { messages: EmbeddedCount; memories: EmbeddedCount } | null;
  /** What to run on the server's machine to turn it on. */
  command: string;
};
