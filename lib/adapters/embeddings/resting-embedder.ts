import { AppError } from "@/lib/domain/errors";
import type { Embedder } from "@/lib/ports/embedder";

export type RestOptions = {
  /** Milliseconds since some fixed moment. */
  elapsed: () => number;
  /** The first rest, doubled with every further fault. */
  firstMs?: number;
};

const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;

/**
 * The same embedder, left alone for a while after a fault: a turn that comes meanwhile is told at once, and does not wait
 * for a server that is down. A text that cannot be read, or a caller who gives up, is no fault.
 */
export function restingEmbedder(embedder: Embedder, { elapsed, firstMs = FIRST_MS }: RestOptions): Embedder {
  let faults = 0;
  let until = 0;
  let last: AppError | null = null;
  return {
    model: embedder.model,
    dimensions: embedder.dimensions,
    embed: async (texts, signal) => {
      if (last !== null && elapsed() < until) throw last;
      try {
        const vectors = await embedder.embed(texts, signal);
        faults = 0;
        last = null;
        return vectors;
      } catch (error) {
        if (error instanceof AppError && error.details?.["refusedText"] !== true) {
          last = error;
          until = elapsed() + Math.min(LONGEST_MS, firstMs * 2 ** faults);
          faults += 1;
        }
        throw error;
      }
    },
  };
}
