import type { Embedder } from "@/lib/ports/embedder";

export type FoundEmbedder = {
  kind: "found";
  embedder: Embedder;
  /** For people. */
  name: string;
  source: "local" | "http";
};

/** What this server is set up with at this moment. */
export type WantedEmbedder = { kind: "none" } | { kind: "broken"; problem: string } | FoundEmbedder;

/** Where embedders come from. Asking often costs next to nothing. */
export type EmbedderSource = {
  /** Never throws. */
  wanted(signal: AbortSignal): Promise<WantedEmbedder>;
  /** One for a model that was wanted before; null where this server cannot make it. Never throws. */
  earlier(model: string, signal: AbortSignal): Promise<Embedder | null>;
};
