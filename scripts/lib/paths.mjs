import path from "node:path";

/** The checkout's root folder. */
export const ROOT = path.resolve(import.meta.dirname, "../..");
export const BUILD_DIR = path.join(ROOT, ".build");
export const ENV_FILE = path.join(ROOT, ".env.local");
export const ENV_EXAMPLE = path.join(ROOT, ".env.local.example");

/** Where the embedded Supabase keeps its data; relative paths count from the checkout. */
export function dataDir(env) {
  return path.resolve(ROOT, env.THROUGHLINE_DATA_DIR || ".data");
}
