import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { FORMAT_VERSION, notABackup, parseStructure, type BackupHead } from "./backup-format";
import { backupTables, quoted } from "./backup-tables";
import type { Transaction } from "./database/database";
import { vacuum } from "./maintenance";
import { migrateOne, prepareHistory, readMigrations, type Migration } from "./migrations";
import { bootstrap, prepareDatabase } from "./prepare-database";
import { eraseInstallation } from "./restore-erase";
import { RowLoader } from "./restore-rows";
import type { StackSettings } from "./settings";
import { StackProblem } from "./stack-problem";

export type RestoreTarget = Pick<StackSettings, "dataDirectory" | "databaseUrl" | "migrationsFolder">;

export type RestoreReport = { rows: number; createdAt: string };

/**
 * Replaces an empty installation, or with `replace` any, by what a backup holds, in one transaction. The schema is
 * built as it was at the time of the backup, filled, and then brought up to date, so that later migrations see the rows
 * they were written for.
 */
export async function restore(target: RestoreTarget, file: string, replace: boolean): Promise<RestoreReport> {
  if (!existsSync(file)) throw new StackProblem(`There is no file ${file}.`);
  const lines = linesOf(file);
  try {
    const head = await readHead(lines);
    const migrations = readMigrations(target.migrationsFolder);
    refuseNewer(head, migrations);
    const rows = await restoreInto(target, replace, { head, lines, migrations });
    return { rows, createdAt: head.createdAt };
  } finally {
    await lines.return(undefined);
  }
}

type Source = { head: BackupHead; lines: AsyncGenerator<string>; migrations: Migration[] };

async function restoreInto(target: RestoreTarget, replace: boolean, source: Source): Promise<number> {
  const prepared = await prepareDatabase(target, { port: null, purpose: "a restore" });
  try {
    const rows = await prepared.database.transaction(async (transaction) => {
      await prepareHistory(transaction);
      if (!replace) await refuseNonEmpty(transaction);
      await eraseInstallation(transaction);
      await bootstrap(transaction);
      return fill(transaction, source);
    });
    await vacuum(prepared.database);
    return rows;
  } finally {
    await prepared.close();
  }
}

async function fill(transaction: Transaction, { head, lines, migrations }: Source): Promise<number> {
  const report = { applied: [], unavailable: [] };
  const then = new Set(head.migrations);
  for (const migration of migrations) {
    if (then.has(migration.version)) await migrateOne(transaction, migration, report);
  }
  const loader = await RowLoader.begin(transaction);
  let complete = false;
  for await (const line of lines) {
    if (!line.startsWith("[")) {
      await loader.add(line);
      continue;
    }
    const structure = parseStructure(line);
    if (structure.kind === "table") await loader.enter(structure.table);
    if (structure.kind === "end") complete = structure.rows === (await loader.finish());
  }
  if (!complete) throw new StackProblem("The backup is incomplete: its end is missing. Nothing was changed.");
  for (const migration of migrations) await migrateOne(transaction, migration, report);
  return loader.rows;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const unzipped = createReadStream(file).pipe(createGunzip());
  try {
    for await (const line of createInterface({ input: unzipped, crlfDelay: Infinity })) {
      if (line !== "") yield line;
    }
  } catch {
    throw notABackup();
  } finally {
    unzipped.destroy();
  }
}

async function readHead(lines: AsyncGenerator<string>): Promise<BackupHead> {
  const first = await lines.next();
  const structure = first.done === true ? null : parseStructure(first.value);
  if (structure?.kind !== "head") throw notABackup();
  return structure.head;
}

function refuseNewer(head: BackupHead, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((migration) => migration.version));
  const unknown = head.migrations.filter((version) => !known.has(version)).at(-1);
  if (unknown === undefined && head.version <= FORMAT_VERSION) return;
  throw new StackProblem(
    "This backup was made by a newer Throughline" +
      (unknown === undefined ? "" : ` (it has migration ${unknown}, which this one does not know)`) +
      ". Update this checkout, then restore it. Nothing was changed.",
  );
}

async function refuseNonEmpty(transaction: Transaction): Promise<void> {
  for (const table of await backupTables(transaction.query)) {
    const rows = await transaction.query(`select 1 from ${quoted(table.schema, table.name)} limit 1`);
    if (rows.length === 0) continue;
    throw new StackProblem(
      `This installation is not empty (${table.schema}.${table.name} has rows). ` +
        "Make a backup of it first, then restore with --replace to put the other in its place. Nothing was changed.",
    );
  }
}
