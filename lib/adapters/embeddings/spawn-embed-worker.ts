import { Worker, type ResourceLimits } from "node:worker_threads";
import type { EmbedWorkerData } from "./embed-worker";
import { embedWorkerSource } from "./embed-worker-source";

/**
 * The worker's code comes as text, because a path would not survive: Next bundles this file away from its neighbours. The
 * packages that it needs lie in the data directory, so no bundler sees them.
 */
export function spawnEmbedWorker(data: EmbedWorkerData, resourceLimits: ResourceLimits = {}): Worker {
  return new Worker(embedWorkerSource, { eval: true, workerData: data, name: "embedder", resourceLimits });
}
