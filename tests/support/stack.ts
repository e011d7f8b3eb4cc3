import { randomUUID } from "node:crypto";
import path from "node:path";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { WebSocket } from "ws";
import { generateSecrets } from "@/scripts/generate-secrets.mjs";
import type { StackSettings } from "@/supabase/local/settings";
import { startStack, type Stack } from "@/supabase/local/stack";
import { emptyPglite } from "./pglite-snapshot";
import type { PostgresServer } from "./postgres";

export const ROOT = path.resolve(import.meta.dirname, "../..");
export const MIGRATIONS = path.join(ROOT, "supabase/migrations");
/** A small schema of the stack's own tests. */
export const FIXTURES = path.join(ROOT, "tests/support/fixtures/migrations");
export const PASSWORD = "a-long-enough-password";

export type Secrets = ReturnType<typeof generateSecrets>;

export type TestStackOptions = {
  /** Puts the stack on a fresh database of this server; without it, on PGlite in memory. */
  postgres?: PostgresServer | null;
  /** PGlite in this data directory instead of in memory. */
  directory?: string;
  databaseUrl?: string;
  /** Defaults to the real supabase/migrations. */
  migrations?: string;
  port?: number;
  guests?: boolean;
  accessTokenSeconds?: number;
  secrets?: Secrets;
} & Partial<Pick<StackSettings, "origins" | "realtimeLimits" | "serialise" | "signUpsPerHour">>;

type LooseTable = {
  Row: Record<string, unknown>;
  Insert: Record<string, unknown>;
  Update: Record<string, unknown>;
  Relationships: [];
};

/** Any table with any column: for tests that bring their own schema. Cast the client where you have better types. */
export type LooseDatabase = {
  public: {
    Tables: Record<string, LooseTable>;
    Views: Record<string, never>;
    Functions: Record<string, { Args: Record<string, unknown>; Returns: unknown }>;
  };
};

export type Client = SupabaseClient<LooseDatabase>;

export type Account = { client: Client; id: string; email: string };

/** The real embedded Supabase in this process, and the real supabase-js for every kind of caller. */
export type TestStack = {
  stack: Stack;
  url: string;
  secrets: Secrets;
  /** A client that is not signed in. `fetch` replaces the one of the process, e.g. by `stack.fetch`. */
  anon: (options?: ClientChoice) => Client;
  /** The client that bypasses RLS. */
  service: (options?: ClientChoice) => Client;
  /** A fresh guest, signed in. */
  guest: (options?: ClientChoice) => Promise<Account>;
  /** A fresh account, signed in. */
  account: (options?: ClientChoice) => Promise<Account>;
  stop: () => Promise<void>;
};

export type ClientChoice = {
  fetch?: typeof fetch;
  /** Version of the Realtime protocol. */
  vsn?: "1.0.0" | "2.0.0";
  /** Hears of every WebSocket the client opens, so that a test can break it. */
  onSocket?: (socket: WebSocket) => void;
};

/** Starts a stack on an empty database, its migrations run. */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
  const secrets = options.secrets ?? generateSecrets();
  const stack = await startStack(await settingsFor(options, secrets));
  return { stack, stop: () => stack.close(), ...clientsFor(stack.url, secrets) };
}

async function settingsFor(options: TestStackOptions, secrets: Secrets): Promise<StackSettings> {
  const { postgres, migrations = MIGRATIONS, directory = null, ...more } = options;
  const databaseUrl = options.databaseUrl ?? (await postgres?.createDatabase()) ?? null;
  return {
    port: 0,
    guests: true,
    accessTokenSeconds: 3_600,
    signUpsPerHour: 1_000_000,
    origins: [],
    log: () => undefined,
    ...more,
    databaseUrl,
    dataDirectory: directory,
    migrationsFolder: migrations,
    jwtSecret: secrets.SUPABASE_JWT_SECRET,
    publishableKey: secrets.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY,
    secretKey: secrets.SUPABASE_SECRET_KEY,
    ...(databaseUrl === null && directory === null ? { snapshot: await emptyPglite() } : {}),
  };
}

export type Clients = Omit<TestStack, "stack" | "stop">;

/** Makes supabase-js clients for a stack at a URL. */
export function clientsFor(url: string, secrets: Secrets): Clients {
  const client = (key: string, choice: ClientChoice = {}): Client =>
    createClient<LooseDatabase>(url, key, {
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
      realtime: {
        transport: transportFor(choice.onSocket),
        ...(choice.vsn === undefined ? {} : { vsn: choice.vsn }),
      },
      ...(choice.fetch === undefined ? {} : { global: { fetch: choice.fetch } }),
    });
  const anon = (choice?: ClientChoice): Client =>
    client(secrets.NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY, choice);
  return {
    url,
    secrets,
    anon,
    service: (choice) => client(secrets.SUPABASE_SECRET_KEY, choice),
    guest: async (choice) => {
      const own = anon(choice);
      const { data, error } = await own.auth.signInAnonymously();
      if (error !== null || data.user === null) throw error ?? new Error("no guest came back");
      return { client: own, id: data.user.id, email: "" };
    },
    account: async (choice) => {
      const own = anon(choice);
      const email = `${randomUUID()}@example.org`;
      const { data, error } = await own.auth.signUp({ email, password: PASSWORD });
      if (error !== null || data.user === null) throw error ?? new Error("no account came back");
      return { client: own, id: data.user.id, email };
    },
  };
}

function transportFor(onSocket: ((socket: WebSocket) => void) | undefined): typeof globalThis.WebSocket {
  class HeardSocket extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      onSocket?.(this);
    }
  }
  return HeardSocket as unknown as typeof globalThis.WebSocket;
}
