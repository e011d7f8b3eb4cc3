import type { ApiCall } from "./api-call";
import { accessTokens } from "./auth/access-tokens";
import { authParts } from "./auth/auth-parts";
import type { Database } from "./database/database";
import { gateway, type GatewayParts } from "./gateway";
import { listen, type StackServer } from "./http-server";
import { createLiteApi } from "./lite-api";
import { startMaintenance } from "./maintenance";
import { migrate, readMigrations, type MigrationReport } from "./migrations";
import { prepareDatabase, REQUEST_TIMEOUT_MS, type PreparedDatabase } from "./prepare-database";
import { RealtimeServer } from "./realtime/realtime-server";
import type { StackSettings } from "./settings";

/** The running embedded Supabase. */
export type Stack = {
  url: string;
  port: number;
  /** The API without a socket, for clients in the same process. */
  fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** The database as its owner, for tests and maintenance. */
  database: Database;
  migrations: MigrationReport;
  /** Ends requests and channels, writes everything to disk and gives the directory free. */
  close: () => Promise<void>;
};

/**
 * Takes the port, the directory and the database, in this order, runs the migrations and answers. Rejects with a
 * StackProblem whose sentence says what to do; nothing is left behind then.
 */
export async function startStack(settings: StackSettings): Promise<Stack> {
  const server = await listen(settings.port, settings.origins);
  let prepared: PreparedDatabase | undefined;
  try {
    prepared = await prepareDatabase(settings, { port: server.port, purpose: "Throughline" });
    return await runOn(prepared, server, settings);
  } catch (error) {
    await server.close();
    await prepared?.close();
    throw error;
  }
}

async function runOn(
  prepared: PreparedDatabase,
  server: StackServer,
  settings: StackSettings,
): Promise<Stack> {
  const { database } = prepared;
  const migrations = await migrate(database, readMigrations(settings.migrationsFolder));
  for (const { file, extension } of migrations.unavailable) {
    settings.log("warn", "migration waits for an extension this server lacks", { file, extension });
  }
  const lite = await createLiteApi(prepared, settings);
  const tokens = accessTokens(settings, database.query);
  const realtime = new RealtimeServer({
    ...settings,
    limits: settings.realtimeLimits ?? {},
    database,
    tokens,
  });
  await realtime.start();
  const parts: GatewayParts = {
    auth: authParts({ ...settings, database, lite, tokens }),
    lite,
    log: settings.log,
    realtimeConnections: () => realtime.connections,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
  };
  const answer = (call: ApiCall): Promise<Response> => gateway(parts, call);
  server.open({ answer, upgrade: (request, socket, head) => realtime.accept(request, socket, head) });
  const stopMaintenance = startMaintenance(database, settings.log);
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    fetch: async (input, init) => answer(await callFrom(new Request(input, init))),
    database,
    migrations,
    close: async () => {
      await realtime.stop();
      await server.close();
      await stopMaintenance();
      await prepared.close();
    },
  };
}

async function callFrom(request: Request): Promise<ApiCall> {
  const { method, headers } = request;
  const body = new Uint8Array(await request.arrayBuffer());
  return {
    method,
    url: new URL(request.url),
    headers,
    body: body.length === 0 ? undefined : body,
    address: null,
  };
}
