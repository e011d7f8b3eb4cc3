import "./lib/node-version.mjs";
import { existsSync, rmSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { ensureDependencies } from "./lib/dependencies.mjs";
import { chosenModel, placeModel, removeOtherModels } from "./lib/embedding-model.mjs";
import { downloadModel, installRuntime, tryModel } from "./lib/embedding-runtime.mjs";
import {
  embeddingPaths,
  lockEmbeddings,
  readEmbeddingSettings,
  RUNTIME,
  runtimeIsInstalled,
  writeJson,
} from "./lib/embedding-settings.mjs";
import { effectiveEnv } from "./lib/env-file.mjs";
import { run, SetupProblem } from "./lib/fail.mjs";
import { dataDir } from "./lib/paths.mjs";
import { step } from "./lib/progress.mjs";

const USAGE = `npm run embeddings -- [--model <name or folder>] [--yes] [--off]

  --model   all-MiniLM-L6-v2 (23 MB, English) unless another is named: a model for feature extraction in ONNX form,
            by its name on huggingface.co, or as a folder with config.json, tokenizer.json and onnx/
  --yes     installs without asking
  --off     takes the local model and what was installed for it away again`;

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        model: { type: "string" },
        yes: { type: "boolean", default: false },
        off: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new SetupProblem(`${error.message}\n\n${USAGE}`);
  }
}

async function agreed(data, wanted, yes) {
  const { root } = embeddingPaths(data);
  const parts = [];
  if (!runtimeIsInstalled(data)) {
    parts.push(`${RUNTIME.megabytes} MB for ${RUNTIME.name} ${RUNTIME.version} (from the npm registry)`);
  }
  parts.push(
    wanted.kind === "hub" ? `the model ${wanted.id} (from huggingface.co)` : `a copy of ${wanted.folder}`,
  );
  console.log(`This puts into ${root}: ${parts.join(", and ")}. Nothing else is changed.`);
  if (yes) return;
  if (!process.stdin.isTTY) throw new SetupProblem("Nobody can be asked here: add --yes to go on.");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("Go on? [y/N] ");
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new SetupProblem("Nothing was changed.");
}

async function turnOn(data, { model = "all-MiniLM-L6-v2", yes }) {
  const wanted = chosenModel(model);
  await agreed(data, wanted, yes);
  await ensureDependencies();
  await installRuntime(data);
  const paths = embeddingPaths(data);
  const source = wanted.kind === "hub" ? await downloadModel(data, wanted.id) : wanted.folder;
  const { shortName, ...placed } = placeModel(source, paths.models);
  const tried = await step(`Trying ${shortName}`, () =>
    tryModel({
      runtime: paths.runtime,
      models: paths.models,
      name: placed.folder,
      dtype: placed.dtype,
      pooling: placed.pooling,
      download: null,
      shortName,
    }),
  );
  const before = readEmbeddingSettings(data);
  const current = { ...placed, dimensions: tried.dimensions };
  const earlier =
    before === null ? null : before.current.model === current.model ? before.earlier : before.current;
  // Last of all: from here on it is on.
  writeJson(paths.settings, { version: 1, current, earlier });
  removeOtherModels(paths.models, [current.folder, ...(earlier ? [earlier.folder] : [])]);
  rmSync(paths.downloads, { recursive: true, force: true });
  const known = tried.cosine === null ? "" : `, known vector met with a cosine of ${tried.cosine.toFixed(3)}`;
  console.log(`${shortName} works: ${tried.dimensions} dimensions${known}.`);
  console.log(
    "Recall by words and meaning is on. A running server notices by itself within 15 seconds; older messages get their vectors " +
      "in the background, as the settings page shows.",
  );
}

function turnOff(data) {
  const paths = embeddingPaths(data);
  if (!existsSync(paths.root)) {
    console.log("There is no local embedding model. Nothing was changed.");
    return;
  }
  // First of all: from here on it is off, whatever becomes of the rest.
  rmSync(paths.settings, { force: true });
  for (const part of [paths.models, paths.downloads, paths.runtime])
    rmSync(part, { recursive: true, force: true });
  console.log(
    "The local embedding model and what was installed for it are gone. Recall goes by words; a running server notices " +
      "by itself within 15 seconds. Vectors that are stored stay, and are of use again when the same model is set up.",
  );
}

await run(async () => {
  const { help, off, ...choice } = readArguments();
  if (help) {
    console.log(USAGE);
    return;
  }
  const env = effectiveEnv();
  const data = dataDir(env);
  const release = lockEmbeddings(data);
  if (release === null)
    throw new SetupProblem("Another `npm run embeddings` is at it. Wait for it, or end it.");
  try {
    if (off) turnOff(data);
    else await turnOn(data, choice);
    if (!off && env.EMBEDDINGS_BASE_URL) {
      console.log("EMBEDDINGS_BASE_URL is set, and goes before the local model: remove it to use this one.");
    }
  } finally {
    release();
  }
});
