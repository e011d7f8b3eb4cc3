import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { spawnEmbedWorker } from "@/lib/adapters/embeddings/spawn-embed-worker";
import { createWorkerEmbedder, type WorkerEmbedder } from "@/lib/adapters/embeddings/worker-embedder";
import { tryModel } from "@/lib/adapters/embeddings/try-model";

/** In the place of the real package: loads by the same way, and does what its texts say. */
const LOADER = `
const { threadId } = require("node:worker_threads");
exports.env = {};
exports.pipeline = async (task, name) => {
  if (name === "missing") throw new Error("no such model");
  return async ([text]) => {
    if (text === "die") process.exit(3);
    if (text === "throw") setImmediate(() => { throw new Error("native trouble"); });
    if (text === "eat") { const all = []; for (;;) all.push(new Array(1e6).fill(text)); }
    if (text === "refuse") throw new Error("cannot read this");
    if (text === "hang" || text === "throw") await new Promise(() => {});
    if (text === "slow") await new Promise((resolve) => setTimeout(resolve, 40));
    const words = text.length % 7;
    const data = Float32Array.from([0, 1, 2, 3].map((at) => (at === words % 4 ? 1 : 0)));
    return { data };
  };
};
`;

let folder: string;
let embedder: WorkerEmbedder | null = null;
const workers: Worker[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "throughline-embedder-"));
  const at = path.join(folder, "node_modules/@huggingface/transformers");
  mkdirSync(at, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), "{}");
  writeFileSync(path.join(at, "package.json"), '{"name": "@huggingface/transformers", "main": "index.js"}');
  writeFileSync(path.join(at, "index.js"), LOADER);
  workers.length = 0;
});
afterEach(async () => {
  await embedder?.close();
  rmSync(folder, { recursive: true, force: true });
});

function started(more: { dimensions?: number; name?: string; silentMs?: number; heapMb?: number } = {}) {
  const { dimensions = 4, name = "a-model", silentMs = 20_000 } = more;
  const model = { runtime: folder, models: folder, name, dtype: "q8", pooling: "mean" as const };
  embedder = createWorkerEmbedder(
    { ...model, model: "a-model@0a1b2c3d", dimensions },
    {
      backOffMs: 50,
      silentMs,
      spawn: (data) => {
        const worker = spawnEmbedWorker(data);
        workers.push(worker);
        return worker;
      },
    },
  );
  return embedder;
}

const outcome = (work: Promise<Float32Array[]>) =>
  work.then(
    (vectors) => vectors.map((vector) => Array.from(vector)),
    (error: unknown) => (error as Error).message,
  );

describe("an embedder in a worker thread", () => {
  it("gives one vector a text, in order, however many there are", async () => {
    const texts = Array.from({ length: 11 }, (_, n) => "x".repeat(n));
    const vectors = await started().embed(texts);
    expect(vectors.map((vector) => vector.indexOf(1))).toEqual(texts.map(({ length }) => (length % 7) % 4));
    expect(embedder?.state()).toEqual({ kind: "ready" });
    expect(workers).toHaveLength(1);
  });

  it("lets one text go before a long piece of work", async () => {
    const own = started();
    await own.embed(["ready"]);
    const done: string[] = [];
    const long = own.embed(Array.from({ length: 40 }, () => "slow")).then(() => done.push("long"));
    const short = own.embed(["short"]).then(() => done.push("short"));
    await Promise.all([long, short]);
    expect(done).toEqual(["short", "long"]);
  });

  it.each([
    { name: "ends", text: "die", says: "it ended" },
    { name: "throws outside of any call", text: "throw", says: "native trouble" },
    { name: "falls silent", text: "hang", says: "it was silent for 0 seconds" },
  ])("starts another worker after one that $name, and not at once", async ({ text, says }) => {
    const own = started({ silentMs: 400 });
    await own.embed(["first"]);
    const waiting = own.embed(["also waits"]);
    const first = await outcome(own.embed([text]));
    expect(first).toContain(says);
    void outcome(waiting);
    expect(own.state()).toMatchObject({ kind: "waiting" });
    // While it waits nobody else does.
    expect(await outcome(own.embed(["meanwhile"]))).toContain(says);
    await vi.waitFor(async () => expect(await outcome(own.embed(["again"]))).toEqual([expect.anything()]));
    expect(workers).toHaveLength(2);
  });

  it("outlives a worker that runs out of memory", async () => {
    const own = createWorkerEmbedder(
      {
        runtime: folder,
        models: folder,
        name: "a-model",
        dtype: "q8",
        pooling: "mean",
        model: "a-model@0a1b2c3d",
        dimensions: 4,
      },
      { backOffMs: 20, spawn: (data) => spawnEmbedWorker(data, { maxOldGenerationSizeMb: 32 }) },
    );
    embedder = own;
    expect(await outcome(own.embed(["eat"]))).toMatch(/memory/i);
    await vi.waitFor(async () => expect(await outcome(own.embed(["again"]))).toEqual([expect.anything()]));
  });

  it("says why a model does not load, and that vectors have another length", async () => {
    expect(await outcome(started({ name: "missing" }).embed(["text"]))).toContain("no such model");
    await embedder?.close();
    expect(await outcome(started({ dimensions: 8 }).embed(["text"]))).toContain("4 numbers");
  });

  it("refuses one text and goes on with the next", async () => {
    const own = started();
    await expect(own.embed(["refuse"])).rejects.toMatchObject({ details: { refusedText: true } });
    expect(await outcome(own.embed(["fine"]))).toHaveLength(1);
    expect(workers).toHaveLength(1);
  });

  it("lets go of a caller at once who gives up, and of nobody else", async () => {
    const own = started();
    const reason = new Error("too late");
    const abort = new AbortController();
    const gone = own.embed(["slow"], abort.signal);
    const stays = own.embed(["stays"]);
    abort.abort(reason);
    await expect(gone).rejects.toBe(reason);
    expect(await stays).toHaveLength(1);
    await expect(own.embed(["never"], abort.signal)).rejects.toBe(reason);
  });

  it("ends with its work when it is put away", async () => {
    const own = started();
    const waiting = outcome(own.embed(["hang"]));
    await own.close();
    expect(await waiting).toContain("put away");
  });
});

describe("trying a model", () => {
  const choice = () => ({
    runtime: folder,
    models: folder,
    name: "a-model",
    dtype: "q8",
    pooling: "mean" as const,
    download: null,
  });

  it("answers how long its vectors are", async () => {
    // The two sentences it is tried with have different lengths, so the loader above tells them apart.
    await expect(tryModel(choice(), "some-model")).resolves.toEqual({ dimensions: 4, cosine: null });
  });

  it("refuses one that bears a known name and gives another vector", async () => {
    await expect(tryModel(choice(), "all-MiniLM-L6-v2")).rejects.toThrow(/This is not all-MiniLM-L6-v2/);
  });

  it("says why one cannot be loaded", async () => {
    await expect(tryModel({ ...choice(), name: "missing" }, "m")).rejects.toThrow("no such model");
  });
});
