import { existsSync, mkdirSync, rmSync, statfsSync } from "node:fs";
import path from "node:path";
import { bundle } from "./build.mjs";
import { embeddingPaths, RUNTIME, runtimeIsInstalled, writeJson } from "./embedding-settings.mjs";
import { SetupProblem } from "./fail.mjs";
import { BUILD_DIR } from "./paths.mjs";
import { lastLines, runQuietly, step } from "./progress.mjs";

const NEEDED_MEGABYTES = 700;

/** Installs the loader into the data directory. An installation that was broken off is taken up again. */
export async function installRuntime(data) {
  if (runtimeIsInstalled(data)) return;
  const { runtime, installed } = embeddingPaths(data);
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  const disk = statfsSync(runtime);
  const free = Math.floor((disk.bavail * disk.bsize) / 1e6);
  if (free < NEEDED_MEGABYTES) {
    throw new SetupProblem(`Only ${free} MB are free in ${runtime}; ${NEEDED_MEGABYTES} MB are needed.`);
  }
  rmSync(installed, { force: true });
  writeJson(path.join(runtime, "package.json"), {
    private: true,
    dependencies: { [RUNTIME.name]: RUNTIME.version },
  });
  const { status, output } = await step(`Installing ${RUNTIME.name} ${RUNTIME.version}`, () =>
    runQuietly("npm", ["install", "--no-audit", "--no-fund", "--omit=dev", "--loglevel=error"], {
      cwd: runtime,
      // Its post-install step would fetch libraries for graphics cards.
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
      shell: process.platform === "win32",
    }),
  );
  if (status !== 0) {
    throw new SetupProblem(
      `Installing failed; nothing was turned on. Check the network and run the command again.\n${lastLines(output)}`,
    );
  }
  writeJson(installed, { version: RUNTIME.version });
}

/** Loads a model by the server's own code; answers {dimensions, cosine}. Throws a SetupProblem with the reason. */
export async function tryModel(choice) {
  mkdirSync(BUILD_DIR, { recursive: true });
  await bundle();
  const program = path.join(BUILD_DIR, "try-model.mjs");
  const { output } = await runQuietly(process.execPath, [program, JSON.stringify(choice)]);
  const last = output.trimEnd().split("\n").at(-1) ?? "";
  let answer;
  try {
    answer = JSON.parse(last);
  } catch {
    throw new SetupProblem(`The model could not be tried; nothing was turned on.\n${lastLines(output)}`);
  }
  if (!answer.ok) throw new SetupProblem(`${plain(answer.reason)} Nothing was turned on.`);
  return answer;
}

function plain(reason) {
  const line = String(reason).split("\n", 1)[0].trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

/** Fetches a model by its name; answers the folder it lies in. What has arrived is kept for the next try. */
export async function downloadModel(data, id) {
  const { runtime, downloads } = embeddingPaths(data);
  const folder = path.join(downloads, ...id.split("/"));
  const host = process.env.HF_ENDPOINT ? `${process.env.HF_ENDPOINT.replace(/\/+$/, "")}/` : null;
  const choice = { runtime, models: downloads, name: id, dtype: "q8", pooling: "mean", download: { host } };
  try {
    await step(`Fetching ${id} from ${host ?? "huggingface.co"}`, () =>
      tryModel({ ...choice, shortName: id.split("/")[1] }),
    );
  } catch (error) {
    const reason = error instanceof SetupProblem ? error.message : String(error);
    throw new SetupProblem(
      `${id} could not be fetched: check its name and the network, or fetch it elsewhere and name its folder with ` +
        `--model. ${reason}`,
    );
  }
  if (!existsSync(path.join(folder, "config.json"))) {
    throw new SetupProblem(`${id} was fetched, but is not where it should be (${folder}).`);
  }
  return folder;
}
