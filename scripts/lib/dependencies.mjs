import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { SetupProblem } from "./fail.mjs";
import { ROOT } from "./paths.mjs";
import { lastLines, runQuietly, step } from "./progress.mjs";

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return null;
  }
}

/** "missing", "stale" or "fresh": what is installed, compared with package-lock.json version by version. */
export function dependencyState() {
  const installed = readLock(path.join(ROOT, "node_modules/.package-lock.json"));
  if (!installed || !existsSync(path.join(ROOT, "node_modules/next"))) return "missing";
  const wanted = readLock(path.join(ROOT, "package-lock.json")) ?? {};
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === "" || entry.optional || entry.peer || entry.devOptional) continue;
    if (installed[name]?.version !== entry.version) return "stale";
  }
  return "fresh";
}

/** Installs what package-lock.json asks for, if it is not there yet. */
export async function ensureDependencies() {
  const state = dependencyState();
  if (state === "fresh") return;
  const title = state === "missing" ? "Installing dependencies (once, about 1 GB)" : "Updating dependencies";
  const { status, output } = await step(title, () =>
    runQuietly("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
      shell: process.platform === "win32",
    }),
  );
  if (status === 0) return;
  if (/ENOSPC/.test(output)) {
    throw new SetupProblem(
      "The disk is full: dependencies need about 1 GB. Free some space and start again.",
    );
  }
  throw new SetupProblem(
    `Installing dependencies failed. Check the network and run \`npm install\` to see why.\n${lastLines(output)}`,
  );
}
