import type { Worker } from "node:worker_threads";
import type { Embedder } from "@/lib/ports/embedder";
import type { EmbedAnswer, EmbedWorkerData } from "./embed-worker";
import { cosine, KNOWN } from "./known-vector";
import { spawnEmbedWorker } from "./spawn-embed-worker";
import { createWorkerEmbedder } from "./worker-embedder";

export type Tried = {
  dimensions: number;
  /** With the known vector of the same name; null where none is known. */
  cosine: number | null;
};

/** Says in one sentence why a model is not taken. */
export class UnfitModel extends Error {
  override readonly name = "UnfitModel";
}

/** Long enough for a large model on a slow disk, and for fetching one. */
const LOAD_MS = 30 * 60_000;

/**
 * Loads a model by the code that the server uses, and looks at what it makes of a few sentences: vectors of length 1, the
 * same each time and in a batch, and the known one where the model's name has one. Throws an UnfitModel.
 */
export async function tryModel(choice: Omit<EmbedWorkerData, "threads">, shortName: string): Promise<Tried> {
  const dimensions = await load(choice);
  const embedder = createWorkerEmbedder({ ...choice, model: shortName, dimensions });
  try {
    return { dimensions, cosine: await look(embedder, shortName) };
  } finally {
    await embedder.close();
  }
}

async function load(choice: Omit<EmbedWorkerData, "threads">): Promise<number> {
  const worker = spawnEmbedWorker({ ...choice, threads: 1 });
  try {
    return await dimensionsOf(worker);
  } finally {
    await worker.terminate();
  }
}

function dimensionsOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (reason: string) => reject(new UnfitModel(`The model cannot be loaded: ${reason}`));
    const timer = setTimeout(() => refuse("it took longer than half an hour."), LOAD_MS);
    worker.once("message", (answer: EmbedAnswer) => {
      if (answer.kind === "ready") resolve(answer.dimensions);
      else refuse(answer.kind === "broken" ? answer.reason : "its worker does not answer.");
    });
    worker.once("error", (error) => refuse(error instanceof Error ? error.message : String(error)));
    worker.once("exit", () => {
      clearTimeout(timer);
      refuse("its worker ended.");
    });
  });
}

async function look(embedder: Embedder, shortName: string): Promise<number | null> {
  const other = "My cat sleeps on the printer.";
  const [alone] = await embedder.embed([KNOWN.sentence]);
  const [again, beside] = await embedder.embed([KNOWN.sentence, other]);
  if (alone === undefined || again === undefined || beside === undefined) {
    throw new UnfitModel("The model gave no vector.");
  }
  for (const vector of [alone, again, beside]) {
    if (Math.abs(Math.hypot(...vector) - 1) > 0.01)
      throw new UnfitModel("The model's vectors are no unit vectors.");
  }
  if (cosine(alone, again) < 0.99) {
    throw new UnfitModel("The model gives another vector for the same sentence each time.");
  }
  if (cosine(alone, beside) > 0.99)
    throw new UnfitModel("The model gives the same vector for different sentences.");
  if (!KNOWN.name.test(shortName)) return null;
  const known = Int8Array.from(Buffer.from(KNOWN.vector, "base64"));
  const alike = cosine(alone, known);
  if (alike >= KNOWN.atLeast) return alike;
  throw new UnfitModel(
    `This is not ${shortName}: its vector of a known sentence has a cosine of ${alike.toFixed(2)} to the right one.`,
  );
}
