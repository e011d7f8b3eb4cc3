import { readFileSync } from "node:fs";
import path from "node:path";
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from "@supabase/lite";
import postgres from "postgres";
import { readMigrations } from "@/supabase/local/migrations";
import type { PostgresServer } from "@/tests/support/postgres";
import { MIGRATIONS, ROOT } from "@/tests/support/stack";

/** What a hosted project has before our first migration. */
export function bootstrapSql(): string[] {
  const bootstrap = readFileSync(path.join(ROOT, "supabase/local/bootstrap.sql"), "utf8");
  return [SUPABASE_AUTH_HELPERS_SQL, getAuthSchemaSql(), bootstrap];
}

/** A database with all migrations but those whose extension the server lacks; answers its URL. */
export async function migratedDatabase(server: PostgresServer): Promise<string> {
  const url = await server.createDatabase();
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  for (const script of bootstrapSql()) await sql.unsafe(script).simple();
  for (const migration of readMigrations(MIGRATIONS)) {
    if (await isMissing(sql, migration.sql)) continue;
    await sql.unsafe(migration.sql).simple();
  }
  await sql.end();
  return url;
}

async function isMissing(sql: postgres.Sql, script: string): Promise<boolean> {
  const wanted = /create extension (?:if not exists )?"?(\w+)/i.exec(script.replace(/--.*$/gm, ""))?.[1];
  if (wanted === undefined) return false;
  const found = await sql`select 1 from pg_available_extensions where name = ${wanted}`;
  return found.length === 0;
}
