import { readFileSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pgtap } from "@electric-sql/pglite/pgtap";
import { vector } from "@electric-sql/pglite/vector";
import postgres from "postgres";
import { missingExtension, readMigrations, type Migration } from "@/supabase/local/migrations";
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from "@supabase/lite";
import { emptyPglite } from "@/tests/support/pglite-snapshot";
import type { PostgresServer } from "@/tests/support/postgres";
import { MIGRATIONS, ROOT } from "@/tests/support/stack";

type Row = Record<string, unknown>;

/** A database as its owner sees it, with nothing of ours around it. */
export type TestDatabase = {
  query: (sql: string, params?: readonly unknown[]) => Promise<Row[]>;
  /** Several statements; the rows of all of them. */
  script: (sql: string) => Promise<Row[]>;
  close: () => Promise<void>;
};

/** What a hosted project has before our first migration. */
export async function openBareDatabase(
  server: PostgresServer | null,
  connections = 1,
): Promise<TestDatabase> {
  const database =
    server === null ? await openPglite() : openPostgres(await server.createDatabase(), connections);
  const bootstrap = readFileSync(path.join(ROOT, "supabase/local/bootstrap.sql"), "utf8");
  for (const sql of [SUPABASE_AUTH_HELPERS_SQL, getAuthSchemaSql(), bootstrap]) await database.script(sql);
  return database;
}

/** All but those whose extension the server lacks, as every start does it. */
export async function migrateDatabase(
  database: TestDatabase,
  migrations: readonly Migration[] = readMigrations(MIGRATIONS),
): Promise<void> {
  for (const { sql } of migrations) {
    if ((await missingExtension(database, sql)) === undefined) await database.script(sql);
  }
}

export async function openTestDatabase(
  server: PostgresServer | null,
  connections = 1,
): Promise<TestDatabase> {
  const database = await openBareDatabase(server, connections);
  await migrateDatabase(database);
  return database;
}

async function openPglite(): Promise<TestDatabase> {
  const pglite = await PGlite.create({ loadDataDir: await emptyPglite(), extensions: { pgtap, vector } });
  return {
    query: async (sql, params = []) => (await pglite.query<Row>(sql, [...params])).rows,
    script: async (sql) => (await pglite.exec(sql)).flatMap((result) => result.rows),
    close: () => pglite.close(),
  };
}

function openPostgres(url: string, connections: number): TestDatabase {
  const sql = postgres(url, { max: connections, onnotice: () => undefined });
  return {
    query: async (text, params = []) => [...(await sql.unsafe<Row[]>(text, params as never[]))],
    script: async (text) => {
      const results: unknown[] = await sql.unsafe(text).simple();
      // One statement answers its rows, several answer one list each.
      return results.flat() as Row[];
    },
    close: () => sql.end(),
  };
}
