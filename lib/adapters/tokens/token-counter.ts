import { encodingOf, type TokenEncoding } from "@/lib/domain/tokens/token-family";
import type { TokenCounter } from "@/lib/ports/token-counter";
import { createIncrementalCounter, createTokenCounter } from "./tiktoken-counter";
import { spawnCountWorker, WorkerCounter } from "./worker-counter";

/** Bytes up to which a text is counted here; the worst of them takes some 20 ms. */
const WORKER_FROM_BYTES = 32 * 1024;

const HERE: Record<TokenEncoding, { count(text: string): number }> = {
  o200k_base: createTokenCounter("o200k_base"),
  cl100k_base: createTokenCounter("cl100k_base"),
};

/** The token counter of a process: short texts are counted here, longer ones on one worker thread. Make it once. */
export function createCounterPort(spawn = spawnCountWorker): TokenCounter {
  const worker = new WorkerCounter({ spawn, countHere: (encoding, text) => HERE[encoding].count(text) });
  return {
    async countText(family, text) {
      const encoding = encodingOf(family);
      if (Buffer.byteLength(text) > WORKER_FROM_BYTES) return worker.count(encoding, text);
      return HERE[encoding].count(text);
    },
    incremental: (family) => createIncrementalCounter(encodingOf(family)),
  };
}
