import { randomUUID } from "node:crypto";
import { systemTimers } from "@/lib/adapters/node/system-timers";
import type { Embedder } from "@/lib/ports/embedder";
import type { VectorStore } from "@/lib/ports/vector-store";
import { BackFill } from "@/lib/services/embeddings/back-fill";
import type { ServerEnv } from "./env";
import { createEmbedderSource } from "./embeddings/embedder-source";
import type { Logger } from "./log";

/** Vectors in this process: what is searched with, and what makes them in the background. */
export type Embeddings = {
  store: VectorStore;
  backFill: BackFill;
  /**
   * The embedder whose vectors a search compares with; null where none works, so that recall goes by words alone. Never
   * waits. Its `embed` may: give it a signal.
   */
  serving(): Embedder | null;
  close(): Promise<void>;
};

type Parts = { env: Pick<ServerEnv, "embeddings" | "dataDirectory">; log: Logger; store: VectorStore };

/** Nothing of it runs before `backFill.start()`. */
export function createEmbeddings({ env, log, store }: Parts): Embeddings {
  const source = createEmbedderSource(env);
  const backFill = new BackFill({ store, source, timers: systemTimers, log, holder: randomUUID() });
  return {
    store,
    backFill,
    serving: () => backFill.serving(),
    close: async () => {
      await backFill.stop();
      await source.close();
    },
  };
}
