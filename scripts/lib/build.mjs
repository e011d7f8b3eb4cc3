import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SetupProblem } from "./fail.mjs";
import { BUILD_DIR, ROOT } from "./paths.mjs";
import { lastLines, runQuietly, step } from "./progress.mjs";

const SOURCES = [
  "app",
  "components",
  "lib",
  "types",
  "public",
  "supabase/local",
  "supabase/migrations",
  "package-lock.json",
  "next.config.js",
  "tsconfig.json",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
];

/** What runs outside Next, each bundled to one file because Node 20 does not read TypeScript. */
const BUNDLES = {
  stack: "supabase/local/main.ts",
  backup: "supabase/local/backup-main.ts",
  restore: "supabase/local/restore-main.ts",
  front: "lib/server/front/main.ts",
  environment: "lib/server/env.ts",
  "try-model": "lib/adapters/embeddings/try-model-main.ts",
};

function* files(entry) {
  if (!existsSync(entry)) return;
  if (statSync(entry).isFile()) {
    yield entry;
    return;
  }
  for (const name of readdirSync(entry).sort()) yield* files(path.join(entry, name));
}

/** A digest of everything the build is made from. */
function sourceDigest() {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of files(path.join(ROOT, source))) {
      hash.update(path.relative(ROOT, file)).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

const stampFile = path.join(BUILD_DIR, "stamp");

/** "missing", "stale" or "fresh": the last build, compared with the sources as they are now. */
export function buildState() {
  if (!existsSync(path.join(ROOT, ".next/BUILD_ID")) || !existsSync(stampFile)) return "missing";
  return readFileSync(stampFile, "utf8") === sourceDigest() ? "fresh" : "stale";
}

/** Bundles the embedded Supabase and the front server. Packages stay outside, in node_modules. */
export async function bundle() {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: ROOT,
    entryPoints: BUNDLES,
    outdir: BUILD_DIR,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: true,
    loader: { ".sql": "text" },
    alias: { "@": ROOT },
    logLevel: "error",
  });
}

async function nextBuild() {
  const next = path.join(ROOT, "node_modules/next/dist/bin/next");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { status, output } = await runQuietly(process.execPath, [next, "build"], { env });
  if (status === 0) return;
  if (/ENOSPC/.test(output)) throw new SetupProblem("The disk is full: the build needs about 500 MB.");
  throw new SetupProblem(`Building the app failed:\n${lastLines(output, 30)}`);
}

/** Builds when there is no build, or when it is older than the sources. One build at a time in a checkout. */
export async function ensureBuild() {
  if (buildState() === "fresh") return;
  mkdirSync(BUILD_DIR, { recursive: true });
  const release = await takeBuildLock();
  try {
    if (buildState() === "fresh") return;
    rmSync(stampFile, { force: true });
    const digest = sourceDigest();
    await step("Building the app (once, a minute or two)", async () => {
      await bundle();
      await nextBuild();
    });
    writeFileSync(stampFile, digest);
  } finally {
    release();
  }
}

async function takeBuildLock() {
  const lock = path.join(BUILD_DIR, "lock");
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = Number(readFileSync(lock, "utf8"));
    if (!isAlive(holder)) rmSync(lock, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return pid > 0;
  } catch (error) {
    return error.code === "EPERM";
  }
}
