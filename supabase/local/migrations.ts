import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Database, Transaction } from "./database/database";
import { StackProblem } from "./stack-problem";

export type Migration = { version: string; name: string; file: string; sql: string };

/** Any number will do, as long as every stack on one PostgreSQL server takes the same. */
const ADVISORY_LOCK = 7_305_861;

/** The Supabase CLI's own table, so that both agree on what has run, and one beside it for what cannot run here. */
const HISTORY_SQL = `
  create schema if not exists supabase_migrations;
  create table if not exists supabase_migrations.schema_migrations (
    version text primary key, statements text[], name text
  );
  create table if not exists supabase_migrations.unavailable (
    version text primary key, name text not null, extension text not null, noticed_at timestamptz not null default now()
  );`;

const FILE_NAME = /^(\d+)_(.+)\.sql$/;

/** The migrations of a folder in the order of their versions; an absent folder has none. */
export function readMigrations(folder: string): Migration[] {
  const migrations: Migration[] = [];
  for (const file of namesIn(folder)) {
    const match = FILE_NAME.exec(file);
    const [, version, name] = match ?? [];
    if (version === undefined || name === undefined) continue;
    migrations.push({ version, name, file, sql: readFileSync(path.join(folder, file), "utf8") });
  }
  return migrations.sort((a, b) => (a.version < b.version ? -1 : 1));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export type MigrationReport = { applied: string[]; unavailable: { file: string; extension: string }[] };

/**
 * Brings the database up to the given files, one transaction a file. A file whose extension the server lacks is noted
 * and tried again at the next start. Refuses a database that knows a migration these files do not.
 */
export async function migrate(database: Database, migrations: Migration[]): Promise<MigrationReport> {
  await database.transaction(prepareHistory);
  await refuseNewerDatabase(database, migrations);
  const report: MigrationReport = { applied: [], unavailable: [] };
  for (const migration of migrations) {
    await database.transaction((transaction) => migrateOne(transaction, migration, report));
  }
  return report;
}

export async function prepareHistory(transaction: Transaction): Promise<void> {
  await takeLock(transaction);
  await transaction.script(HISTORY_SQL);
}

/** Two stacks on one server start one after the other; on PGlite the directory's lock has seen to that. */
export async function takeLock(transaction: Transaction): Promise<void> {
  await transaction.query("select pg_advisory_xact_lock($1)", [ADVISORY_LOCK]);
}

async function refuseNewerDatabase(database: Database, migrations: Migration[]): Promise<void> {
  const known = new Set(migrations.map((migration) => migration.version));
  const unknown = (await appliedVersions(database)).filter((version) => !known.has(version));
  const newest = unknown.at(-1);
  if (newest === undefined) return;
  throw new StackProblem(
    `The database was made by a newer Throughline: it has migration ${newest}, which this one does not know. ` +
      "Update this checkout, or name another folder in THROUGHLINE_DATA_DIR.",
  );
}

/** Versions in rising order. */
export async function appliedVersions(source: Pick<Transaction, "query">): Promise<string[]> {
  const rows = await source.query(
    "select version from supabase_migrations.schema_migrations order by version",
  );
  return rows.map((row) => String(row["version"]));
}

/** Applies one file inside a transaction of the caller's, unless it has been applied or lacks its extension. */
export async function migrateOne(
  transaction: Transaction,
  migration: Migration,
  report: MigrationReport,
): Promise<void> {
  await takeLock(transaction);
  if ((await appliedVersions(transaction)).includes(migration.version)) return;
  const extension = await missingExtension(transaction, migration.sql);
  if (extension !== undefined) {
    report.unavailable.push({ file: migration.file, extension });
    await transaction.query(
      `insert into supabase_migrations.unavailable (version, name, extension) values ($1, $2, $3)
       on conflict (version) do update set name = excluded.name, extension = excluded.extension, noticed_at = now()`,
      [migration.version, migration.name, extension],
    );
    return;
  }
  await runFile(transaction, migration);
  await transaction.query("delete from supabase_migrations.unavailable where version = $1", [
    migration.version,
  ]);
  await transaction.query(
    "insert into supabase_migrations.schema_migrations (version, name) values ($1, $2)",
    [migration.version, migration.name],
  );
  report.applied.push(migration.file);
}

async function runFile(transaction: Transaction, migration: Migration): Promise<void> {
  try {
    await transaction.script(migration.sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StackProblem(`Migration ${migration.file} failed and was rolled back: ${reason}`);
  }
}

/** The first extension that a file creates and the server does not have. */
export async function missingExtension(
  source: Pick<Transaction, "query">,
  sql: string,
): Promise<string | undefined> {
  const code = sql.replace(/--.*$/gm, "");
  for (const [, name] of code.matchAll(/create\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]+)"?/gi)) {
    if (name === undefined) continue;
    const rows = await source.query("select 1 from pg_available_extensions where name = $1", [name]);
    if (rows.length === 0) return name;
  }
  return undefined;
}
