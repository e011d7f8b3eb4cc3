import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { WorkerModel } from "./worker-embedder";

/**
 * What `npm run embeddings` leaves in the data directory. `embeddings/settings.json` is written last, so what it names is
 * there and has been tried: no file, no local model. The same shape is written by scripts/lib/embedding-settings.mjs.
 */
const localModel = z.object({
  /** Stored with its vectors: its name and a digest of its files. */
  model: z.string().min(1).max(200),
  /** Its folder in `embeddings/models`. */
  folder: z.string().regex(/^[\w.@-]{1,200}$/),
  dtype: z.string().min(1).max(20),
  pooling: z.enum(["mean", "cls"]),
  dimensions: z.int().min(1).max(16_000),
});

const settingsFile = z.object({
  version: z.literal(1),
  current: localModel,
  /** The one before it, whose vectors serve until those of the new one are complete. */
  earlier: localModel.nullable(),
});

export type LocalModels = { current: WorkerModel; earlier: WorkerModel | null };

export type ReadSettings =
  { kind: "none" } | { kind: "found"; models: LocalModels } | { kind: "broken"; problem: string };

/** Where everything of the local model lies. */
export function embeddingsFolder(dataDirectory: string): string {
  return path.join(dataDirectory, "embeddings");
}

/** Changes whenever the file does; null where there is none. */
export function settingsStamp(dataDirectory: string): string | null {
  try {
    const { mtimeMs, size, ino } = statSync(fileIn(dataDirectory));
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return null;
  }
}

export function readSettings(dataDirectory: string): ReadSettings {
  let text: string;
  try {
    text = readFileSync(fileIn(dataDirectory), "utf8");
  } catch {
    return { kind: "none" };
  }
  const parsed = settingsFile.safeParse(jsonIn(text));
  if (!parsed.success) {
    const problem =
      "The settings of the embedding model cannot be read. `npm run embeddings` writes them anew.";
    return { kind: "broken", problem };
  }
  const { current, earlier } = parsed.data;
  const of = (model: z.infer<typeof localModel>) => workerModel(dataDirectory, model);
  return { kind: "found", models: { current: of(current), earlier: earlier === null ? null : of(earlier) } };
}

function fileIn(dataDirectory: string): string {
  return path.join(embeddingsFolder(dataDirectory), "settings.json");
}

function workerModel(dataDirectory: string, { folder, ...model }: z.infer<typeof localModel>): WorkerModel {
  const root = embeddingsFolder(dataDirectory);
  return { ...model, name: folder, runtime: path.join(root, "runtime"), models: path.join(root, "models") };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
