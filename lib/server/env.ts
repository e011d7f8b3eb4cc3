import { createHash } from "node:crypto";
import path from "node:path";
import { z } from "zod";
import { integer, milliseconds, onOff, origins, text, url } from "./env-values";
import { isLoopback } from "./loopback";

/** Milliseconds: until the first token, between tokens, and for the whole reply. */
export type ModelTimeouts = { firstTokenMs: number; idleMs: number; totalMs: number };

/** Everything the server reads from its environment, checked and with its defaults filled in. */
export type ServerEnv = {
  supabase: {
    /** Where this server reaches Supabase. */
    url: string;
    /** What the browser is told: "/supabase" on our own origin, or the hosted project's URL. */
    publicUrl: string;
    publishableKey: string;
    secretKey: string;
    /** HS256 secret of the embedded stack; null where tokens are verified through the project's keys. */
    jwtSecret: string | null;
    hosted: boolean;
  };
  host: string;
  port: number;
  /** Further origins under which people reach this server. */
  origins: readonly string[];
  /** True when a proxy of the operator's own sets X-Forwarded-For. */
  trustProxy: boolean;
  guests: boolean;
  cookieName: string;
  limits: {
    /** Turns a minute. */
    perUser: number;
    perAddress: number;
    global: number;
    tokensADayGuest: number;
    tokensADayAccount: number;
  };
  /** Budget of a conversation that sets none, in tokens. */
  maxContextTokens: number;
  turnLeaseSeconds: number;
  groq: { apiKey: string | null; baseUrl: string; timeouts: ModelTimeouts };
  openaiCompatible: {
    apiKey: string | null;
    baseUrl: string | null;
    /** null: the first of the server's list. */
    defaultModel: string | null;
    timeouts: ModelTimeouts;
  };
  /** A server for vectors; null: the local model, where `npm run embeddings` has set one up. */
  embeddings: { baseUrl: string; apiKey: string | null; model: string; timeoutMs: number } | null;
  /** Where the embedded Supabase and the local embedding model are. */
  dataDirectory: string;
  /** 0 is as fast as it can. */
  offlineTokensPerSecond: number;
  logLevel: (typeof LOG_LEVELS)[number];
};

/** A variable is missing or wrong; the message is one sentence that names it. */
export class EnvironmentProblem extends Error {
  override readonly name = "EnvironmentProblem";
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const schema = z.object({
  SUPABASE_INTERNAL_URL: url.optional(),
  NEXT_PUBLIC_SUPABASE_URL: url.optional(),
  NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: text,
  NEXT_PUBLIC_SUPABASE_ANON_KEY: text,
  SUPABASE_SECRET_KEY: text,
  SUPABASE_SERVICE_ROLE_KEY: text,
  SUPABASE_JWT_SECRET: z.string().min(32, { error: "must have at least 32 characters" }).optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: integer(3_000, 0, 65_535),
  THROUGHLINE_ORIGINS: origins,
  THROUGHLINE_TRUST_PROXY: onOff.default("off"),
  THROUGHLINE_GUESTS: onOff.optional(),
  THROUGHLINE_DATA_DIR: text,
  THROUGHLINE_INSTANCE: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/i, { error: "must be up to 40 letters, digits and hyphens" })
    .optional(),
  TURNS_PER_MINUTE_USER: integer(30, 1, 1_000_000),
  TURNS_PER_MINUTE_ADDRESS: integer(60, 1, 1_000_000),
  TURNS_PER_MINUTE_GLOBAL: integer(600, 1, 1_000_000),
  TOKENS_A_DAY_GUEST: integer(200_000, 0, 1_000_000_000_000),
  TOKENS_A_DAY_ACCOUNT: integer(2_000_000, 0, 1_000_000_000_000),
  MAX_CONTEXT_TOKENS: integer(8_000, 1_000, 128_000),
  TURN_LEASE_SECONDS: integer(15, 1, 600),
  GROQ_API_KEY: text,
  GROQ_BASE_URL: url.default("https://api.groq.com"),
  GROQ_FIRST_TOKEN_MS: milliseconds(20_000),
  GROQ_IDLE_MS: milliseconds(15_000),
  GROQ_TOTAL_MS: milliseconds(300_000),
  OPENAI_COMPATIBLE_API_KEY: text,
  OPENAI_COMPATIBLE_BASE_URL: url.optional(),
  OPENAI_COMPATIBLE_MODEL: text,
  OPENAI_COMPATIBLE_FIRST_TOKEN_MS: milliseconds(120_000),
  OPENAI_COMPATIBLE_IDLE_MS: milliseconds(60_000),
  OPENAI_COMPATIBLE_TOTAL_MS: milliseconds(1_800_000),
  EMBEDDINGS_BASE_URL: url.optional(),
  EMBEDDINGS_API_KEY: text,
  EMBEDDINGS_MODEL: text,
  EMBEDDINGS_TIMEOUT_MS: milliseconds(30_000),
  OFFLINE_TOKENS_PER_SECOND: integer(40, 0, 1_000_000),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(", ")}` }).default("info"),
});

type Variables = z.infer<typeof schema>;

/** Reads the variables of `source`; an empty one counts as absent. Throws EnvironmentProblem. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): ServerEnv {
  const given: Record<string, string> = {};
  // Computed keys: Next would inline a literal process.env.NEXT_PUBLIC_* at build time, on the server too.
  for (const name of Object.keys(schema.shape)) {
    const value = source[name]?.trim();
    if (value) given[name] = value;
  }
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new EnvironmentProblem(problemSentence(parsed.error));
  const env = parsed.data;
  return {
    supabase: supabaseFrom(env),
    host: env.HOST,
    port: env.PORT,
    origins: env.THROUGHLINE_ORIGINS.map((origin) => new URL(origin).origin),
    trustProxy: env.THROUGHLINE_TRUST_PROXY === "on",
    guests: env.THROUGHLINE_GUESTS === undefined ? isLoopback(env.HOST) : env.THROUGHLINE_GUESTS === "on",
    cookieName: `throughline-${env.THROUGHLINE_INSTANCE ?? instanceOf(env)}`,
    ...limitsFrom(env),
    ...modelsFrom(env),
    embeddings: embeddingsFrom(env),
    // Counted from the checkout, which every start makes its working directory.
    dataDirectory: path.resolve(env.THROUGHLINE_DATA_DIR ?? ".data"),
    logLevel: env.LOG_LEVEL,
  };
}

function problemSentence(error: z.ZodError): string {
  const sentences = new Set(error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`));
  return [...sentences].join(" ");
}

function required(value: string | undefined, name: string): string {
  if (value !== undefined) return value;
  throw new EnvironmentProblem(
    `${name} is missing: set it in .env.local, or let \`npm start\` bring the embedded Supabase with its keys.`,
  );
}

function supabaseFrom(env: Variables): ServerEnv["supabase"] {
  const hosted = env.SUPABASE_INTERNAL_URL === undefined;
  const url = required(env.SUPABASE_INTERNAL_URL ?? env.NEXT_PUBLIC_SUPABASE_URL, "NEXT_PUBLIC_SUPABASE_URL");
  return {
    url: url.replace(/\/+$/, ""),
    publicUrl: hosted ? url.replace(/\/+$/, "") : "/supabase",
    publishableKey: required(
      env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? env.NEXT_PUBLIC_SUPABASE_ANON_KEY,
      "NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY",
    ),
    secretKey: required(env.SUPABASE_SECRET_KEY ?? env.SUPABASE_SERVICE_ROLE_KEY, "SUPABASE_SECRET_KEY"),
    jwtSecret: hosted ? null : required(env.SUPABASE_JWT_SECRET, "SUPABASE_JWT_SECRET"),
    hosted,
  };
}

function limitsFrom(env: Variables): Pick<ServerEnv, "limits" | "maxContextTokens" | "turnLeaseSeconds"> {
  return {
    limits: {
      perUser: env.TURNS_PER_MINUTE_USER,
      perAddress: env.TURNS_PER_MINUTE_ADDRESS,
      global: env.TURNS_PER_MINUTE_GLOBAL,
      tokensADayGuest: env.TOKENS_A_DAY_GUEST,
      tokensADayAccount: env.TOKENS_A_DAY_ACCOUNT,
    },
    maxContextTokens: env.MAX_CONTEXT_TOKENS,
    turnLeaseSeconds: env.TURN_LEASE_SECONDS,
  };
}

function modelsFrom(env: Variables): Pick<ServerEnv, "groq" | "openaiCompatible" | "offlineTokensPerSecond"> {
  return {
    groq: {
      apiKey: env.GROQ_API_KEY ?? null,
      baseUrl: env.GROQ_BASE_URL,
      timeouts: {
        firstTokenMs: env.GROQ_FIRST_TOKEN_MS,
        idleMs: env.GROQ_IDLE_MS,
        totalMs: env.GROQ_TOTAL_MS,
      },
    },
    openaiCompatible: {
      apiKey: env.OPENAI_COMPATIBLE_API_KEY ?? null,
      baseUrl: env.OPENAI_COMPATIBLE_BASE_URL ?? null,
      defaultModel: env.OPENAI_COMPATIBLE_MODEL ?? null,
      timeouts: {
        firstTokenMs: env.OPENAI_COMPATIBLE_FIRST_TOKEN_MS,
        idleMs: env.OPENAI_COMPATIBLE_IDLE_MS,
        totalMs: env.OPENAI_COMPATIBLE_TOTAL_MS,
      },
    },
    offlineTokensPerSecond: env.OFFLINE_TOKENS_PER_SECOND,
  };
}

function embeddingsFrom(env: Variables): ServerEnv["embeddings"] {
  if (env.EMBEDDINGS_BASE_URL === undefined) return null;
  if (env.EMBEDDINGS_MODEL === undefined) {
    throw new EnvironmentProblem(
      "EMBEDDINGS_MODEL is missing: EMBEDDINGS_BASE_URL needs the name of a model, such as text-embedding-3-small.",
    );
  }
  return {
    baseUrl: env.EMBEDDINGS_BASE_URL,
    apiKey: env.EMBEDDINGS_API_KEY ?? null,
    model: env.EMBEDDINGS_MODEL,
    timeoutMs: env.EMBEDDINGS_TIMEOUT_MS,
  };
}

/** Cookies ignore ports: two installations on one machine must not share a cookie, several servers of one must. */
function instanceOf(env: Variables): string {
  const key = env.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY ?? env.NEXT_PUBLIC_SUPABASE_ANON_KEY ?? "";
  const place = env.SUPABASE_INTERNAL_URL ? (env.THROUGHLINE_DATA_DIR ?? "") : env.NEXT_PUBLIC_SUPABASE_URL;
  return createHash("sha256")
    .update(`${key}\n${place ?? ""}`)
    .digest("hex")
    .slice(0, 10);
}

let current: ServerEnv | undefined;

/** The environment of this process, read once. Throws EnvironmentProblem. */
export function serverEnv(): ServerEnv {
  current ??= readEnv(process.env);
  return current;
}
