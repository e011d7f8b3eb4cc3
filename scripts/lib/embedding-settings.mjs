import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The version that was measured and tried; another one may need other flags. */
export const RUNTIME = { name: "@huggingface/transformers", version: "4.3.1", megabytes: 474 };

/** Everything of the local model in a data directory. `settings.json` is read by lib/adapters/embeddings/settings-file.ts. */
export function embeddingPaths(data) {
  const root = path.join(data, "embeddings");
  return {
    root,
    runtime: path.join(root, "runtime"),
    installed: path.join(root, "runtime", "installed.json"),
    models: path.join(root, "models"),
    downloads: path.join(root, "downloads"),
    settings: path.join(root, "settings.json"),
    lock: path.join(root, "lock"),
  };
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** The model in use and the one before it; null where none is set up. */
export function readEmbeddingSettings(data) {
  const settings = readJson(embeddingPaths(data).settings);
  return settings?.version === 1 && settings.current ? settings : null;
}

/** Whether the runtime is there as a whole: its mark is written when the installation has ended well. */
export function runtimeIsInstalled(data) {
  const { installed, runtime } = embeddingPaths(data);
  if (readJson(installed)?.version !== RUNTIME.version) return false;
  return existsSync(path.join(runtime, "node_modules", RUNTIME.name, "package.json"));
}

/** In one step, so that a server never reads half of it. */
export function writeJson(file, value) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.partial`;
  writeFileSync(partial, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(partial, file);
}

/** One of these commands at a time; a lock whose process is gone is taken over. Returns its release. */
export function lockEmbeddings(data) {
  const { root, lock } = embeddingPaths(data);
  mkdirSync(root, { recursive: true, mode: 0o700 });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isAlive(Number(readJson(lock)))) return null;
    rmSync(lock, { force: true });
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
