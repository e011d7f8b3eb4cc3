import { existsSync, mkdirSync, readFileSync, statSync, statfsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseEnv } from "node:util";
import { bundle, buildState } from "./build.mjs";
import { dependencyState } from "./dependencies.mjs";
import { embeddingPaths, readEmbeddingSettings, runtimeIsInstalled } from "./embedding-settings.mjs";
import { effectiveEnv, readEnvFile } from "./env-file.mjs";
import { BUILD_DIR, dataDir, ENV_EXAMPLE, ENV_FILE } from "./paths.mjs";
import { portFrom, portIsFree } from "./ports.mjs";

const ok = (text) => ({ level: "ok", text });
const note = (text, fix) => ({ level: "note", text, fix });
const bad = (text, fix) => ({ level: "bad", text, fix });

/** Names that are right although the example does not list them. */
const ALSO_KNOWN = ["SUPABASE_JWT_SECRET", "NEXT_PUBLIC_SUPABASE_ANON_KEY", "SUPABASE_SERVICE_ROLE_KEY"];

/** Names that look like ours: one that is not known is a slip of the pen. */
const LIKE_OURS =
  /^(THROUGHLINE|GROQ|OPENAI|EMBEDDINGS|OFFLINE|TURNS?|TOKENS|MAX|LIMIT|SUPABASE|NEXT_PUBLIC|LOCAL|SIGN)_/;

function dependencies() {
  const state = dependencyState();
  if (state === "fresh") return ok("Dependencies are installed.");
  return note(`Dependencies are ${state}.`, "`npm start` installs them.");
}

function build() {
  const state = buildState();
  if (state === "fresh") return ok("The build is up to date.");
  const text = state === "stale" ? "The build is older than the sources." : "There is no build yet.";
  return note(text, "`npm start` makes it.");
}

/** Variables that stand in the example, also those behind a comment sign. */
function knownNames() {
  const text = readFileSync(ENV_EXAMPLE, "utf8").replace(/^#(?=[A-Z_]+=)/gm, "");
  return new Set([...Object.keys(parseEnv(text)), ...ALSO_KNOWN]);
}

function envFile() {
  if (!existsSync(ENV_FILE)) return [note("There is no .env.local yet.", "`npm start` creates it.")];
  const found = [];
  const open = (statSync(ENV_FILE).mode & 0o077) !== 0;
  found.push(
    open && process.platform !== "win32"
      ? bad(".env.local can be read by other users of this machine.", "chmod 600 .env.local")
      : ok(".env.local can be read by you alone."),
  );
  const known = knownNames();
  for (const name of Object.keys(readEnvFile())) {
    if (known.has(name) || !LIKE_OURS.test(name)) continue;
    found.push(note(`.env.local sets ${name}, which Throughline does not know.`));
  }
  return found;
}

function data(env) {
  const folder = dataDir(env);
  const disk = statfsSync(existsSync(folder) ? folder : path.dirname(folder));
  const freeMb = Math.floor((disk.bavail * disk.bsize) / 1e6);
  const found = [
    freeMb < 500
      ? bad(`Only ${freeMb} MB are free for the data.`, "Free some space, or set THROUGHLINE_DATA_DIR.")
      : ok(`${freeMb.toLocaleString("en")} MB are free for the data.`),
  ];
  if (!existsSync(folder))
    return [...found, note(`${folder} does not exist yet.`, "`npm start` creates it.")];
  const open = process.platform !== "win32" && (statSync(folder).mode & 0o077) !== 0;
  found.push(
    open
      ? bad(`${folder} can be entered by other users.`, `chmod 700 ${folder}`)
      : ok(`Data is in ${folder}.`),
  );
  return found;
}

/** The server's own reading of the environment: it names the variable that is wrong. */
async function variables(env) {
  if (dependencyState() !== "fresh") return note("The variables were not checked: dependencies are missing.");
  mkdirSync(BUILD_DIR, { recursive: true });
  await bundle();
  const { readEnv } = await import(pathToFileURL(path.join(BUILD_DIR, "environment.mjs")).href);
  const local = env.NEXT_PUBLIC_SUPABASE_URL ? {} : { SUPABASE_INTERNAL_URL: "http://127.0.0.1" };
  try {
    readEnv({ ...env, ...local });
    return ok("The variables make sense.");
  } catch (error) {
    return bad(error.message, "Correct it in .env.local.");
  }
}

/** Whether the PostgreSQL that was named lets us in. */
async function database(env) {
  if (!env.LOCAL_DATABASE_URL || dependencyState() !== "fresh") return [];
  const { default: postgres } = await import("postgres");
  const sql = postgres(env.LOCAL_DATABASE_URL, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const [{ version }] = await sql`select current_setting('server_version') as version`;
    return ok(`LOCAL_DATABASE_URL answers: PostgreSQL ${version}.`);
  } catch (error) {
    return bad(`LOCAL_DATABASE_URL does not let us in (${error.code ?? "no answer"}).`, "Check the address.");
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function ports(env) {
  const found = [];
  const wanted = [["PORT", portFrom(env, "PORT", 3000), env.HOST ?? "127.0.0.1"]];
  if (!env.NEXT_PUBLIC_SUPABASE_URL) {
    wanted.push(["SUPABASE_LOCAL_PORT", portFrom(env, "SUPABASE_LOCAL_PORT", 54_321), "127.0.0.1"]);
  }
  for (const [name, port, host] of wanted) {
    found.push(
      (await portIsFree(port, host))
        ? ok(`Port ${port} (${name}) is free.`)
        : note(
            `Port ${port} (${name}) is in use.`,
            `Fine while Throughline runs; else choose another ${name}.`,
          ),
    );
  }
  return found;
}

async function supabase(env) {
  const url = env.NEXT_PUBLIC_SUPABASE_URL;
  if (!url) return [];
  const key = env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? env.NEXT_PUBLIC_SUPABASE_ANON_KEY;
  const secret = env.SUPABASE_SECRET_KEY ?? env.SUPABASE_SERVICE_ROLE_KEY;
  if (!key)
    return [bad("NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY is missing.", "Copy it from the project's API keys.")];
  if (!secret) return [bad("SUPABASE_SECRET_KEY is missing.", "Copy it from the project's API keys.")];
  try {
    const answer = await fetch(`${url}/rest/v1/conversations?select=id&limit=1`, {
      headers: { apikey: secret, authorization: `Bearer ${secret}` },
      signal: AbortSignal.timeout(10_000),
    });
    if (answer.ok) return [ok("The Supabase project answers and has our tables.")];
    if (answer.status === 404)
      return [bad("The Supabase project lacks our tables.", "supabase db push; see docs/deploy.md")];
    return [bad(`The Supabase project refused the secret key (${answer.status}).`, "Check the keys.")];
  } catch {
    return [bad(`${url} could not be reached.`, "Check the address and the network.")];
  }
}

async function provider(env) {
  if (!env.GROQ_API_KEY && !env.OPENAI_COMPATIBLE_BASE_URL) {
    return [
      note("No model key is set: replies come from the offline model.", "Set GROQ_API_KEY in .env.local."),
    ];
  }
  const found = [];
  if (env.GROQ_API_KEY) {
    const base = (env.GROQ_BASE_URL ?? "https://api.groq.com").replace(/\/$/, "");
    found.push(await askModels("Groq", `${base}/openai/v1/models`, env.GROQ_API_KEY));
  }
  if (env.OPENAI_COMPATIBLE_BASE_URL) {
    const base = env.OPENAI_COMPATIBLE_BASE_URL.replace(/\/$/, "");
    found.push(
      await askModels("The OpenAI-compatible server", `${base}/models`, env.OPENAI_COMPATIBLE_API_KEY),
    );
  }
  return found;
}

async function askModels(name, url, key) {
  try {
    const answer = await fetch(url, {
      headers: key ? { authorization: `Bearer ${key}` } : {},
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    });
    if (answer.ok) return ok(`${name} answers and accepts the key.`);
    return bad(`${name} answered with ${answer.status}.`, "Check the key and the base URL in .env.local.");
  } catch {
    return bad(`${name} could not be reached.`, "Check the base URL and the network.");
  }
}

/** Whether recall goes by meaning, too. */
async function embeddings(env) {
  if (env.EMBEDDINGS_BASE_URL) {
    const base = env.EMBEDDINGS_BASE_URL.replace(/\/+$/, "");
    return askForVector(base, env.EMBEDDINGS_MODEL, env.EMBEDDINGS_API_KEY);
  }
  const settings = readEmbeddingSettings(dataDir(env));
  if (settings === null) {
    return note(
      "Recall goes by words only: no embedding model is set up.",
      "`npm run embeddings` sets one up.",
    );
  }
  const { models } = embeddingPaths(dataDir(env));
  const name = settings.current.model.replace(/@[0-9a-f]{8}$/, "");
  if (runtimeIsInstalled(dataDir(env)) && existsSync(path.join(models, settings.current.folder))) {
    return ok(`Recall goes by words and meaning (${name}, ${settings.current.dimensions} dimensions).`);
  }
  return bad(`Parts of the embedding model ${name} are missing.`, "`npm run embeddings` installs them anew.");
}

async function askForVector(base, model, key) {
  if (!model)
    return bad("EMBEDDINGS_BASE_URL is set and EMBEDDINGS_MODEL is not.", "Name the model in .env.local.");
  try {
    const answer = await fetch(`${base}/embeddings`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify({ model, input: ["ready"], encoding_format: "float" }),
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) {
      return bad(`The embedding server answered with ${answer.status}.`, "Check EMBEDDINGS_* in .env.local.");
    }
    const vector = (await answer.json())?.data?.[0]?.embedding;
    return Array.isArray(vector)
      ? ok(`Recall goes by words and meaning (${model}, ${vector.length} dimensions).`)
      : bad("The embedding server answered without a vector.", "Check EMBEDDINGS_MODEL in .env.local.");
  } catch {
    return bad("The embedding server could not be reached.", "Check EMBEDDINGS_BASE_URL and the network.");
  }
}

/** Everything worth saying about this set-up, good or bad, in the order a start would meet it. */
export async function findings() {
  const env = effectiveEnv();
  const looks = [
    dependencies,
    envFile,
    variables,
    build,
    data,
    ports,
    database,
    supabase,
    provider,
    embeddings,
  ];
  const found = [ok(`Node.js ${process.versions.node}.`)];
  for (const look of looks) {
    try {
      found.push(...[await look(env)].flat());
    } catch (error) {
      found.push(bad(error instanceof Error ? error.message : String(error)));
    }
  }
  return found;
}
