import { createRequire } from "node:module";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";

// Runs in a worker thread, from `embed-worker-source.ts`, which is built from this file: change it there by its test.

export type EmbedWorkerData = {
  /** A folder whose node_modules hold @huggingface/transformers. */
  runtime: string;
  /** A folder with the model's own folder in it. */
  models: string;
  /** The name of that folder, or on the hub. */
  name: string;
  /** Which of the model's weights: "q8", "fp32" … */
  dtype: string;
  pooling: "mean" | "cls";
  threads: number;
  /** Allows fetching what is missing from this server. */
  download: { host: string | null } | null;
};

export type EmbedRequest = { id: number; texts: string[] };
export type EmbedAnswer =
  | { kind: "ready"; dimensions: number }
  | { kind: "broken"; reason: string }
  | { kind: "vectors"; id: number; vectors: Float32Array }
  | { kind: "failed"; id: number; reason: string };

type Tensor = { data: Float32Array };
type Extractor = (texts: string[], options: { pooling: string; normalize: boolean }) => Promise<Tensor>;
type Transformers = {
  env: {
    allowRemoteModels: boolean;
    allowLocalModels: boolean;
    localModelPath: string;
    cacheDir: string;
    remoteHost: string;
  };
  pipeline: (task: "feature-extraction", model: string, options: object) => Promise<Extractor>;
};

/** No dependency of ours: `npm run embeddings` installs it. */
const PACKAGE: string = "@huggingface/transformers";

const data = workerData as EmbedWorkerData;
const port = parentPort;

function say(answer: EmbedAnswer, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(answer, transfer);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function load(): Promise<Extractor> {
  const fromRuntime = createRequire(path.join(data.runtime, "package.json"));
  const { env, pipeline } = fromRuntime(PACKAGE) as Transformers;
  env.allowLocalModels = true;
  env.localModelPath = data.models;
  env.cacheDir = data.models;
  env.allowRemoteModels = data.download !== null;
  if (data.download?.host) env.remoteHost = data.download.host;
  return pipeline("feature-extraction", data.name, {
    dtype: data.dtype,
    session_options: { intraOpNumThreads: data.threads, interOpNumThreads: 1 },
  });
}

/**
 * One text after the other: together they are no quicker on a CPU, being padded to the longest, and quantised weights give
 * a text another vector (cosine 0.99) for every company it is in.
 */
async function embed(
  extract: Extractor,
  texts: string[],
): Promise<{ vectors: number[]; dimensions: number }> {
  const vectors: number[] = [];
  let dimensions = 0;
  for (const text of texts) {
    const { data: vector } = await extract([text], { pooling: data.pooling, normalize: true });
    dimensions = vector.length;
    for (const value of vector) vectors.push(value);
  }
  return { vectors, dimensions };
}

async function answer(extract: Extractor, { id, texts }: EmbedRequest): Promise<void> {
  try {
    const { vectors } = await embed(extract, texts);
    const own = Float32Array.from(vectors);
    say({ kind: "vectors", id, vectors: own }, [own.buffer]);
  } catch (error) {
    say({ kind: "failed", id, reason: reasonOf(error) });
  }
}

async function main(): Promise<void> {
  const extract = await load();
  // The first text also says how long vectors are.
  const { dimensions } = await embed(extract, ["ready"]);
  port?.on("message", (request: EmbedRequest) => void answer(extract, request));
  say({ kind: "ready", dimensions });
}

main().catch((error: unknown) => say({ kind: "broken", reason: reasonOf(error) }));
