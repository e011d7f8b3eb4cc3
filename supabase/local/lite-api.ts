import { AsyncLocalStorage } from "node:async_hooks";
import { App } from "@supabase/lite";
import type { OpenDatabase } from "./database/database";
import type { LiteConnection } from "./database/lite-connection";
import { restError, stringOf } from "./json-answer";
import { requestContext } from "./lite-context";
import { quietLibraries } from "./quiet-libraries";
import type { StackSettings } from "./settings";
import { statusOfSqlstate } from "./sqlstate-status";

export const MIN_PASSWORD = 10;

/** lite's REST and Auth API: one request at a time where the database has one session. */
export type LiteApi = (request: Request) => Promise<Response>;

type DatabaseError = { code: string; message: string; detail: string | null };

/** What the database said during one request; lite forgets the SQLSTATE of errors it does not know. */
const current = new AsyncLocalStorage<{ error?: DatabaseError }>();

/** Puts lite on the open database. Call after the migrations: lite reads the schema once. */
export async function createLiteApi(open: OpenDatabase, settings: StackSettings): Promise<LiteApi> {
  quietLibraries(() => current.getStore() !== undefined);
  harden(open.connection);
  const app = new App({
    connection: open.connection as never,
    auth: {
      enabled: true,
      jwt_secret: settings.jwtSecret,
      publishable_key: settings.publishableKey,
      secret_key: settings.secretKey,
      jwt_expiry: settings.accessTokenSeconds,
      minimum_password_length: MIN_PASSWORD,
      // auth/refresh.ts checks reuse with the interval that lite lacks.
      enable_refresh_token_rotation: false,
      enable_signup: true,
      email: { enable_signup: true, enable_confirmations: false },
    },
    api: { schemas: ["public"] },
    options: { server: { disableStudio: true, disableFallback: true } },
  });
  await open.connection.clearSchemaCache();
  await app.init();
  const answer = async (request: Request): Promise<Response> => {
    // An address of null keeps lite's local admin mode out, whatever the request claims.
    const response = await app.fetch(request, { peerAddress: null });
    return response.status === 500 ? explained(response) : response;
  };
  return (request) => open.database.exclusively(() => current.run({}, () => answer(request)));
}

/**
 * `rlsState` "active" keeps lite from granting everything to the API roles at its first request and makes it set the
 * role in every transaction. It and the methods that set the role are private in the types, hence the detour.
 */
function harden(connection: LiteConnection): void {
  Object.assign(connection, { rlsState: "active" }, requestContext);
  const normalise = connection.normalizeDbError.bind(connection);
  connection.normalizeDbError = (error) => {
    const store = current.getStore();
    const known = databaseError(error);
    if (store !== undefined && known !== null) store.error = known;
    return normalise(error);
  };
}

function databaseError(thrown: unknown): DatabaseError | null {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (!("code" in error) || typeof error.code !== "string" || !/^[0-9A-Z]{5}$/.test(error.code)) continue;
    const detail = "detail" in error ? (stringOf(error.detail) ?? null) : null;
    return { code: error.code, message: error.message, detail };
  }
  return null;
}

/** lite answers 500 "SUP" for SQLSTATEs that PostgREST maps, check violations and RAISE among them. */
async function explained(response: Response): Promise<Response> {
  const error = current.getStore()?.error;
  const body = await response.text();
  if (error === undefined || !body.includes('"SUP"')) return new Response(body, response);
  return restError(statusOfSqlstate(error.code), error.code, error.message, error.detail);
}
