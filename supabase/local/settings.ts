import type { Serialiser } from "./one-at-a-time";
import { migrationsFolder } from "./checkout";
import { logLine, type Log } from "./log";
import type { ConnectionLimits } from "./realtime/connection";
import { StackProblem } from "./stack-problem";

export type StackSettings = {
  /** On 127.0.0.1; 0 takes any free one. */
  port: number;
  /** Where PGlite keeps its data; null keeps them in memory. Unused with a `databaseUrl`. */
  dataDirectory: string | null;
  /** A PostgreSQL server instead of PGlite. */
  databaseUrl: string | null;
  migrationsFolder: string;
  /** HS256 secret of the access tokens, at least 32 characters. */
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
  /** Origins other than loopback that may call, such as "https://chat.example.org". */
  origins: readonly string[];
  /** Whether people may begin without an account. */
  guests: boolean;
  accessTokenSeconds: number;
  /** New guests, and sign-ups, an hour per address. */
  signUpsPerHour: number;
  log: Log;
  realtimeLimits?: Partial<ConnectionLimits>;
  /** An archive of a PGlite data directory to begin from (tests). */
  snapshot?: Blob;
  /** How requests share PGlite's one session (tests put another in to show what it is for). */
  serialise?: Serialiser;
};

/** lite falls back to this one; tokens signed with it could be forged by anybody. */
const DEFAULT_SECRET = "unsafe-secret-change-me";

type Environment = Record<string, string | undefined>;

/** Reads the settings from the environment; what is missing or unsafe is refused with its name. */
export function settingsFrom(processEnv: Environment): StackSettings {
  const env = withoutEmpty(processEnv);
  return {
    port: portFrom(env),
    ...databaseFrom(env),
    migrationsFolder: migrationsFolder(),
    jwtSecret: jwtSecretFrom(env),
    publishableKey: keyFrom(env, "NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY", "sb_publishable_"),
    secretKey: keyFrom(env, "SUPABASE_SECRET_KEY", "sb_secret_"),
    origins: originsFrom(env),
    guests: guestsFrom(env),
    accessTokenSeconds: 3_600,
    signUpsPerHour: signUpsFrom(env),
    log: logLine,
  };
}

/** Where the data are, for the maintenance programs too. */
export function databaseFrom(env: Environment): Pick<StackSettings, "dataDirectory" | "databaseUrl"> {
  const given = withoutEmpty(env);
  return {
    dataDirectory: given["THROUGHLINE_DATA_DIR"] ?? ".data",
    databaseUrl: given["LOCAL_DATABASE_URL"] ?? null,
  };
}

/** A line left empty in .env.local means the same as no line. */
function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
}

function portFrom(env: Environment): number {
  const text = env["SUPABASE_LOCAL_PORT"] ?? "54321";
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new StackProblem(`SUPABASE_LOCAL_PORT must be a port from 1 to 65535; it is "${text}".`);
}

function jwtSecretFrom(env: Environment): string {
  const secret = env["SUPABASE_JWT_SECRET"] ?? "";
  if (secret.length >= 32 && secret !== DEFAULT_SECRET) return secret;
  throw new StackProblem(
    "SUPABASE_JWT_SECRET must be a secret of at least 32 characters; `npm start` writes one into .env.local.",
  );
}

function keyFrom(env: Environment, name: string, prefix: string): string {
  const key = env[name] ?? "";
  if (key.startsWith(prefix) && key.length >= prefix.length + 20) return key;
  throw new StackProblem(
    `${name} must be a key that begins with ${prefix}; \`npm start\` writes one into .env.local.`,
  );
}

function originsFrom(env: Environment): string[] {
  const entries = (env["THROUGHLINE_ORIGINS"] ?? "").split(",").map((entry) => entry.trim());
  return entries.filter((entry) => entry !== "");
}

/** Without a setting guests are let in only while nobody but this machine can reach the app. */
function guestsFrom(env: Environment): boolean {
  const choice = env["THROUGHLINE_GUESTS"];
  if (choice === "on" || choice === "off") return choice === "on";
  if (choice !== undefined) {
    throw new StackProblem(`THROUGHLINE_GUESTS must be "on" or "off"; it is "${choice}".`);
  }
  return isLoopbackName(env["HOST"] ?? "127.0.0.1");
}

/** As many as hosted projects allow, when nothing is said. */
function signUpsFrom(env: Environment): number {
  const text = env["SIGN_UPS_PER_HOUR"] ?? "30";
  const most = Number(text);
  if (Number.isInteger(most) && most >= 1 && most <= 1_000_000) return most;
  throw new StackProblem(`SIGN_UPS_PER_HOUR must be a whole number from 1 to 1000000; it is "${text}".`);
}

/** Names and addresses that always mean this machine. */
export function isLoopbackName(name: string): boolean {
  const bare = name.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  return (
    bare === "localhost" || bare === "::1" || /^127(\.\d{1,3}){3}$/.test(bare) || bare.endsWith(".localhost")
  );
}
