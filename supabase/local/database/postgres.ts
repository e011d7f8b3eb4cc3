import { createPostgresConnection } from "@supabase/lite/postgres";
import postgres from "postgres";
import { allAtOnce } from "../one-at-a-time";
import { StackProblem } from "../stack-problem";
import type { Database, OpenDatabase, Row } from "./database";
import { isoTimestamp, TIMESTAMP_OID, TIMESTAMPTZ_OID } from "./iso-timestamp";

const JSON_OID = 114;
const JSONB_OID = 3802;
const REQUEST_CONNECTIONS = 10;
const OWN_CONNECTIONS = 4;

/** lite hands JSON over as text already; encoding it once more would store a JSON string. */
const passJson = (oid: number): postgres.PostgresType => ({
  to: oid,
  from: [oid],
  serialize: (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text),
});

const passTimestamp = (oid: number): postgres.PostgresType => ({
  to: oid,
  from: [oid],
  serialize: (value: unknown) => value,
  parse: isoTimestamp,
});

const TYPES = {
  json: passJson(JSON_OID),
  jsonb: passJson(JSONB_OID),
  timestamp: passTimestamp(TIMESTAMP_OID),
  timestamptz: passTimestamp(TIMESTAMPTZ_OID),
};

/** Opens a PostgreSQL server of the user's own. `statementTimeoutMs` bounds what one API request may run. */
export async function openPostgres(url: string, statementTimeoutMs: number): Promise<OpenDatabase> {
  const settings = { onnotice: ignoreNotice, types: TYPES };
  const sql = postgres(url, { ...settings, max: OWN_CONNECTIONS, connection: { TimeZone: "UTC" } });
  await requireSuperuser(sql);
  const connection = createPostgresConnection({
    url,
    postgresOptions: {
      ...settings,
      max: REQUEST_CONNECTIONS,
      connection: { statement_timeout: statementTimeoutMs },
    },
  });
  const close = async (): Promise<void> => {
    await Promise.all([connection.close(), sql.end({ timeout: 5 })]);
  };
  return { connection, database: faceOf(sql, close) };
}

/** Roles that bypass RLS can be made by a superuser only, and `realtime` must not belong to a request's role. */
async function requireSuperuser(sql: postgres.Sql): Promise<void> {
  try {
    const [row] = await sql<{ super: boolean }[]>`
      select rolsuper as super from pg_roles where rolname = current_user`;
    if (row?.super === true) return;
  } catch (error) {
    await sql.end({ timeout: 1 });
    const reason = error instanceof Error ? error.message : String(error);
    throw new StackProblem(`The database in LOCAL_DATABASE_URL cannot be reached: ${reason}`);
  }
  await sql.end({ timeout: 1 });
  throw new StackProblem("The user in LOCAL_DATABASE_URL must be a superuser of a database of its own.");
}

function faceOf(sql: postgres.Sql, close: () => Promise<void>): Database {
  return {
    kind: "postgres",
    exclusively: allAtOnce,
    query: (text, params) => run(sql, text, params),
    script: async (text) => {
      await sql.unsafe(text).simple();
    },
    transaction: async (work) => {
      let result: Awaited<ReturnType<typeof work>> | undefined;
      await sql.begin(async (transaction) => {
        result = await work({
          query: (text, params) => run(transaction, text, params),
          script: async (text) => {
            await transaction.unsafe(text).simple();
          },
        });
      });
      return result as Awaited<ReturnType<typeof work>>;
    },
    listen: async (channel, onPayload, onRestored) => {
      let heardBefore = false;
      await sql.listen(channel, onPayload, () => {
        if (heardBefore) onRestored();
        heardBefore = true;
      });
    },
    close,
  };
}

async function run(
  sql: postgres.Sql | postgres.TransactionSql,
  text: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  return [...(await sql.unsafe<Row[]>(text, params as postgres.ParameterOrJSON<never>[]))];
}

function ignoreNotice(): void {
  // "already exists, skipping" and the like, at every start.
}
