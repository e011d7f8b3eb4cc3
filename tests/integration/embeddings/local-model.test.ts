import { spawn } from "node:child_process";
import { createReadStream, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cosine } from "@/lib/adapters/embeddings/known-vector";
import type { Embedder } from "@/lib/ports/embedder";
import { createEmbedderSource } from "@/lib/server/embeddings/embedder-source";
import { temporaryFolder } from "@/tests/support/app";
import { ROOT } from "@/tests/support/stack";

const NAME = "all-MiniLM-L6-v2";
const modelFolder = process.env["EMBEDDING_MODEL_DIR"];
const full = process.env["THROUGHLINE_TEST_FULL"] === "1";
if (full && modelFolder === undefined) {
  process.stdout.write("Skipped: EMBEDDING_MODEL_DIR is unset, so no real embedding model was loaded.\n");
}

type Outcome = { status: number; output: string };

/** `npm run embeddings` as a person runs it, with a data directory of its own. */
function embeddings(data: string, args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(ROOT, "scripts/embeddings.mjs"), ...args], {
      cwd: ROOT,
      env: { ...process.env, EMBEDDINGS_BASE_URL: "", ...env, THROUGHLINE_DATA_DIR: data },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
    }
    child.on("close", (status) => resolve({ status: status ?? 1, output }));
  });
}

const settingsIn = (data: string) => path.join(data, "embeddings/settings.json");

describe("the command for a local model", () => {
  it("says first what it installs, and asks", async () => {
    const folder = temporaryFolder();
    const model = path.join(folder, "model");
    mkdirSync(model);
    writeFileSync(path.join(model, "config.json"), "{}");
    const { status, output } = await embeddings(folder, ["--model", model]);
    expect(status).toBe(1);
    expect(output).toMatch(/474 MB for @huggingface\/transformers 4\.3\.1.*and a copy of/);
    expect(output).toContain("add --yes");
    expect(existsSync(path.join(folder, "embeddings/runtime"))).toBe(false);
  });

  it.each([
    { model: "./nowhere", says: "There is no folder" },
    { model: "nowhere", says: "no name of a model either" },
    { model: path.join(ROOT, "docs"), says: "is no model" },
  ])("refuses $model", async ({ model, says }) => {
    const { status, output } = await embeddings(temporaryFolder(), ["--yes", "--model", model]);
    expect(status).toBe(1);
    expect(output).toContain(says);
  });

  it("is one at a time, and takes over from one that was killed", async () => {
    const data = temporaryFolder();
    mkdirSync(path.join(data, "embeddings"));
    const lock = path.join(data, "embeddings/lock");
    writeFileSync(lock, String(process.pid));
    expect((await embeddings(data, ["--off"])).output).toContain("is at it");
    writeFileSync(lock, "999999999");
    expect((await embeddings(data, ["--off"])).status).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });
});

/** The hub of models, with one model under one name. */
function startHub(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const [, file] = /^\/Xenova\/all-MiniLM-L6-v2\/resolve\/[^/]+\/(.+)$/.exec(request.url ?? "") ?? [];
    const from = path.join(folder, decodeURIComponent(file ?? "none"));
    if (file === undefined || !existsSync(from)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-length": statSync(from).size });
    createReadStream(from).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function realModel(): void {
  const data = temporaryFolder();
  const model = path.join(modelFolder ?? "", NAME);
  const source = createEmbedderSource({ embeddings: null, dataDirectory: data });
  const { signal } = new AbortController();
  let embedder: Embedder;

  beforeAll(async () => {
    // What an installation that was killed leaves behind.
    mkdirSync(path.join(data, "embeddings/runtime/node_modules/half"), { recursive: true });
    mkdirSync(path.join(data, `embeddings/models/${NAME}@00000000.partial`), { recursive: true });
    const { status, output } = await embeddings(data, ["--yes", "--model", model]);
    expect(output).toContain(`${NAME} works: 384 dimensions, known vector met with a cosine of 1.000`);
    expect(status).toBe(0);
    const wanted = await source.wanted(signal);
    if (wanted.kind !== "found") throw new Error(`not found: ${JSON.stringify(wanted)}`);
    expect(wanted).toMatchObject({ name: NAME, source: "local" });
    ({ embedder } = wanted);
  }, 300_000);
  afterAll(() => source.close());

  it("is found by meaning", async () => {
    const [question, answer, other] = await embedder.embed([
      "What do we feed the starter with?",
      "The sourdough gets rye flour and water every evening.",
      "The tax office wants the form by Friday.",
    ]);
    if (!question || !answer || !other) throw new Error("a vector is missing");
    expect(question).toHaveLength(384);
    expect(cosine(question, answer)).toBeGreaterThan(cosine(question, other) + 0.1);
  });

  it("gives a text the same vector alone and among others", async () => {
    const texts = Array.from(
      { length: 40 },
      (_, n) => `Note ${n}: ${"the kiln is fired on Mondays. ".repeat(n)}`,
    );
    const together = await embedder.embed(texts);
    for (const at of [0, 7, 39]) {
      const [alone] = await embedder.embed([texts[at] ?? ""]);
      expect(cosine(alone ?? [], together[at] ?? [])).toBeGreaterThan(0.9999);
    }
  });

  it("ends at once for a caller who gives up, and answers the next", async () => {
    const abort = new AbortController();
    const long = embedder.embed(
      Array.from({ length: 200 }, () => "long ".repeat(100)),
      abort.signal,
    );
    abort.abort(new Error("too late"));
    await expect(long).rejects.toThrow("too late");
    expect(await embedder.embed(["next"])).toHaveLength(1);
  });

  it("comes by its name, too, from a hub; and leaves everything as it was where there is none", async () => {
    const before = readFileSync(settingsIn(data), "utf8");
    const away = await embeddings(data, ["--yes"], { HF_ENDPOINT: "http://127.0.0.1:9" });
    expect(away.status).toBe(1);
    expect(away.output).toContain("could not be fetched: check its name and the network");
    expect(readFileSync(settingsIn(data), "utf8")).toBe(before);
    const hub = await startHub(model);
    try {
      const { port } = hub.address() as AddressInfo;
      const fetched = await embeddings(data, ["--yes"], { HF_ENDPOINT: `http://127.0.0.1:${port}` });
      expect(fetched.output).toContain(`${NAME} works`);
      // The same files are the same model, wherever they come from.
      expect(readFileSync(settingsIn(data), "utf8")).toBe(before);
    } finally {
      hub.close();
    }
  });

  it("is put away by --off, and a running server notices", async () => {
    expect((await embeddings(data, ["--off"])).status).toBe(0);
    expect(existsSync(path.join(data, "embeddings/runtime"))).toBe(false);
    expect(await source.wanted(signal)).toEqual({ kind: "none" });
    await expect(embedder.embed(["text"])).rejects.toThrow();
  });
}

// Installs 474 MB: with the full counts only.
if (full) describe.skipIf(modelFolder === undefined)("a real local model", realModel);
