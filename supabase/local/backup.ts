import { createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { endLine, FORMAT_VERSION, headLine, tableLine } from "./backup-format";
import { backupTables, quoted } from "./backup-tables";
import type { Query } from "./database/database";
import { appliedVersions } from "./migrations";
import { prepareDatabase } from "./prepare-database";
import type { StackSettings } from "./settings";
import { StackProblem } from "./stack-problem";

const ROWS_AT_ONCE = 50;

export type BackupReport = { rows: number; tables: number };

/**
 * Writes all accounts and all rows of the app to one file, readable by its owner alone. On PGlite the stack must be
 * stopped, because the data directory is locked; on PostgreSQL it may run, and the rows are those of one moment.
 */
export async function backUp(
  source: Pick<StackSettings, "dataDirectory" | "databaseUrl">,
  file: string,
): Promise<BackupReport> {
  if (existsSync(file))
    throw new StackProblem(`${file} exists already. Name another file, or remove that one.`);
  refuseAbsent(source);
  const prepared = await prepareDatabase(source, { port: null, purpose: "a backup" });
  const partial = `${file}.partial`;
  const report: BackupReport = { rows: 0, tables: 0 };
  try {
    await prepared.database.transaction(async ({ query, script }) => {
      await script("set transaction isolation level repeatable read, read only");
      const [history] = await query(
        "select to_regclass('supabase_migrations.schema_migrations') is null as missing",
      );
      if (history?.["missing"] === true)
        throw new StackProblem("This database is empty, so nothing to back up.");
      const lines = Readable.from(linesOf(query, report));
      await pipeline(lines, createGzip(), createWriteStream(partial, { mode: 0o600, flush: true }));
    });
    renameSync(partial, file);
    return report;
  } finally {
    rmSync(partial, { force: true });
    await prepared.close();
  }
}

function refuseAbsent(source: Pick<StackSettings, "dataDirectory" | "databaseUrl">): void {
  if (source.databaseUrl !== null || source.dataDirectory === null) return;
  if (existsSync(path.join(source.dataDirectory, "pglite"))) return;
  throw new StackProblem(
    `There is no database in ${path.resolve(source.dataDirectory)}, so nothing to back up.`,
  );
}

async function* linesOf(query: Query, report: BackupReport): AsyncGenerator<string> {
  const migrations = await appliedVersions({ query });
  yield `${headLine({ version: FORMAT_VERSION, migrations, createdAt: new Date().toISOString() })}\n`;
  for (const table of await backupTables(query)) {
    report.tables += 1;
    yield `${tableLine(table)}\n`;
    // Rows stay text from end to end: parsed here, large numbers would lose digits.
    await query(
      `declare backup cursor for select to_jsonb(t)::text as row from ${quoted(table.schema, table.name)} t`,
    );
    for (;;) {
      const rows = await query(`fetch ${ROWS_AT_ONCE} from backup`);
      for (const row of rows) yield `${String(row["row"])}\n`;
      report.rows += rows.length;
      if (rows.length < ROWS_AT_ONCE) break;
    }
    await query("close backup");
  }
  yield `${endLine(report.rows)}\n`;
}
