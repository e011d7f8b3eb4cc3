import { createHash } from "node:crypto";
import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { Children } from "./children.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { changedSinceLastStart, effectiveEnv, ensureEnvFile } from "./env-file.mjs";
import { SetupProblem } from "./fail.mjs";
import { BUILD_DIR, dataDir } from "./paths.mjs";
import { portFrom, requireFreePort } from "./ports.mjs";

const HEALTH_TIMEOUT_MS = 120_000;

/** Everything a start does before its processes: .env.local, dependencies, the settings. */
export async function prepare() {
  const file = ensureEnvFile();
  if (file === "created") console.log("Created .env.local with fresh secrets.");
  if (file === "completed") console.log("Added the missing secrets to the end of .env.local.");
  await ensureDependencies();
  return settings();
}

function settings() {
  const env = effectiveEnv();
  const host = env.HOST ?? "127.0.0.1";
  const hosted = Boolean(env.NEXT_PUBLIC_SUPABASE_URL);
  env.THROUGHLINE_INSTANCE = instanceName(env, hosted);
  if (!env.THROUGHLINE_INSTANCE) delete env.THROUGHLINE_INSTANCE;
  return {
    env,
    host,
    hosted,
    port: portFrom(env, "PORT", 3000),
    stackPort: portFrom(env, "SUPABASE_LOCAL_PORT", 54_321),
    data: dataDir(env),
  };
}

/**
 * What tells this installation's cookie from others on the same machine, because cookies ignore ports. Servers of one
 * hosted project must agree, so there it is the host's own setting or follows from the project's address and key; two
 * copies with data of their own must not.
 */
export function instanceName(env, hosted) {
  if (hosted) return process.env.THROUGHLINE_INSTANCE;
  const place = `${env.THROUGHLINE_INSTANCE ?? ""}\n${dataDir(env)}`;
  return createHash("sha256").update(place).digest("hex").slice(0, 10);
}

/** Starts the embedded Supabase (unless a hosted one is named) and the app, waits for both, and stays until a signal. */
export async function launch(config, { dev }) {
  await requireFreePort("PORT", config.port, config.host);
  if (!config.hosted) await requireFreePort("SUPABASE_LOCAL_PORT", config.stackPort, "127.0.0.1");
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  chmodSync(config.data, 0o700);
  const changed = changedSinceLastStart(config.data);
  if (changed.length > 0) console.log(`New in .env.local since the last start: ${changed.join(", ")}.`);

  let stopping = false;
  const stop = async (status) => {
    if (stopping) return;
    stopping = true;
    await children.stop();
    process.exit(status);
  };
  const children = new Children(({ name, status, tail }) => {
    const sentence = tail.at(-1) ?? "";
    console.error(`${name} ended${status === null ? "" : ` with status ${status}`}. ${readable(sentence)}`);
    void stop(1);
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void stop(0));

  try {
    if (!config.hosted) await startStack(children, config);
    await startFront(children, config, dev);
  } catch (error) {
    if (stopping) return;
    console.error(error instanceof SetupProblem ? error.message : error);
    await stop(1);
  }
  if (!stopping) console.log(`\nThroughline is ready: ${publicUrl(config)}`);
}

function publicUrl({ host, port }) {
  const name = host === "127.0.0.1" || host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

async function startStack(children, config) {
  const ready = new Promise((resolve) => {
    children.start("The embedded Supabase", path.join(BUILD_DIR, "stack.mjs"), {
      env: {
        ...config.env,
        HOST: config.host,
        PORT: String(config.port),
        SUPABASE_LOCAL_PORT: String(config.stackPort),
        THROUGHLINE_DATA_DIR: config.data,
        LITE_TELEMETRY: "0",
      },
      onLine: (line) => {
        if (line.startsWith("READY")) resolve();
        else show(line);
      },
    });
  });
  await within(ready, "The embedded Supabase did not start within two minutes.");
}

async function startFront(children, config, dev) {
  const internal = `http://127.0.0.1:${config.stackPort}`;
  children.start("The app server", path.join(BUILD_DIR, "front.mjs"), {
    args: dev ? ["--dev"] : [],
    env: {
      ...config.env,
      ...(config.hosted ? {} : { SUPABASE_INTERNAL_URL: internal }),
      NODE_ENV: dev ? "development" : "production",
      HOST: config.host,
      PORT: String(config.port),
      NEXT_TELEMETRY_DISABLED: "1",
    },
    onLine: show,
  });
  await within(healthy(config), "The app server did not answer within two minutes. See the lines above.");
}

/** Lines of structured logs go through unchanged; so does everything else a server has to say. */
function show(line) {
  console.log(line);
}

function readable(line) {
  try {
    const record = JSON.parse(line);
    return record.msg ?? record.message ?? line;
  } catch {
    return line;
  }
}

async function healthy({ host, port }) {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const url = `http://${name.includes(":") ? `[${name}]` : name}:${port}/api/health`;
  for (;;) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

async function within(promise, sentence) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new SetupProblem(sentence)), HEALTH_TIMEOUT_MS);
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
