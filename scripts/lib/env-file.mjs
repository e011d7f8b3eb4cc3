import { createHmac } from "node:crypto";
import { appendFileSync, chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { generateSecrets } from "../generate-secrets.mjs";
import { ENV_EXAMPLE, ENV_FILE } from "./paths.mjs";

/** The variables of .env.local; empty where there is no file. */
export function readEnvFile(file = ENV_FILE) {
  return existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
}

/** .env.local below the shell's own variables, which win. Lines left empty count as absent. */
export function effectiveEnv(file = ENV_FILE) {
  const merged = { ...readEnvFile(file), ...process.env };
  for (const [name, value] of Object.entries(merged)) {
    if (value === "") delete merged[name];
  }
  return merged;
}

function lines(secrets) {
  return Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
}

/**
 * Creates .env.local from the example with fresh secrets, readable by its owner alone. An existing file keeps every
 * line it has; secrets that it lacks are added at its end, unless a hosted Supabase makes them needless.
 */
export function ensureEnvFile(file = ENV_FILE) {
  if (!existsSync(file)) {
    const text = readFileSync(ENV_EXAMPLE, "utf8") + lines(generateSecrets()).join("");
    writeFileSync(file, text, { mode: 0o600, flag: "wx" });
    return "created";
  }
  const env = { ...readEnvFile(file), ...process.env };
  if (env.NEXT_PUBLIC_SUPABASE_URL) return "kept";
  const missing = Object.entries(generateSecrets()).filter(([name]) => !env[name]);
  if (missing.length === 0) return "kept";
  const head = readFileSync(file, "utf8").endsWith("\n") ? "" : "\n";
  appendFileSync(file, head + lines(Object.fromEntries(missing)).join(""));
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  return "completed";
}

/** Names of the variables in .env.local that differ from the last start; the values are kept only as digests. */
export function changedSinceLastStart(directory, file = ENV_FILE) {
  const record = path.join(directory, "env-at-last-start.json");
  const env = readEnvFile(file);
  const digest = (value) =>
    createHmac("sha256", env.SUPABASE_JWT_SECRET ?? "hosted")
      .update(value)
      .digest("hex");
  const now = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, digest(value)]));
  let before = null;
  try {
    before = JSON.parse(readFileSync(record, "utf8"));
  } catch {
    // The first start: there is nothing to compare with.
  }
  writeFileSync(record, JSON.stringify(now), { mode: 0o600 });
  if (!before) return [];
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => before[name] !== now[name]).sort();
}
