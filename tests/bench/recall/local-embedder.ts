import { spawnSync } from "node:child_process";
import path from "node:path";
import type { Embedder } from "@/lib/ports/embedder";
import { createEmbedderSource } from "@/lib/server/embeddings/embedder-source";
import { ROOT } from "@/tests/support/stack";

const MODEL = "all-MiniLM-L6-v2";

export type LocalEmbedder = { embedder: Embedder; close: () => Promise<void> };

/**
 * The real local model, from the folder in EMBEDDING_MODEL_DIR, set up by `npm run embeddings` in a data directory of its
 * own (THROUGHLINE_DATA_DIR, else one below the project's): 474 MB at the first time.
 */
export async function openLocalEmbedder(): Promise<LocalEmbedder> {
  const folder = process.env["EMBEDDING_MODEL_DIR"];
  const dataDirectory = process.env["THROUGHLINE_DATA_DIR"] ?? path.join(ROOT, ".data", "bench-recall");
  const source = createEmbedderSource({ embeddings: null, dataDirectory });
  let wanted = await source.wanted(new AbortController().signal);
  if (wanted.kind !== "found") {
    if (folder === undefined) throw new Error("EMBEDDING_MODEL_DIR names no folder with a model");
    const model = path.join(folder, MODEL);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(ROOT, "scripts/embeddings.mjs"), "--yes", "--model", model],
      { cwd: ROOT, env: { ...process.env, THROUGHLINE_DATA_DIR: dataDirectory }, encoding: "utf8" },
    );
    if (status !== 0) throw new Error(`no model could be set up: ${stdout}${stderr}`);
    wanted = await source.wanted(new AbortController().signal);
  }
  if (wanted.kind !== "found") throw new Error("the model that was set up is not there");
  return { embedder: wanted.embedder, close: source.close };
}
