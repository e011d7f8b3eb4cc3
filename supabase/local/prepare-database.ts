import { statfsSync } from "node:fs";
import path from "node:path";
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from "@supabase/lite";
import { bootstrapSql } from "./checkout";
import type { OpenDatabase, Transaction } from "./database/database";
import { openDatabase } from "./database/open-database";
import { lockDirectory, type DirectoryLock } from "./directory-lock";
import { takeLock } from "./migrations";
import { repairWarnings } from "./repair-warnings";
import type { StackSettings } from "./settings";
import { StackProblem } from "./stack-problem";

export const REQUEST_TIMEOUT_MS = 30_000;

/** Below this PGlite may stop in the middle of a write. */
const LEAST_FREE_BYTES = 64 * 1024 * 1024;

export type PreparedDatabase = OpenDatabase & { close: () => Promise<void> };

type Choice = Pick<StackSettings, "dataDirectory" | "databaseUrl" | "snapshot" | "serialise">;

/** Locks the data directory, opens the database and gives it what hosted projects begin with. */
export async function prepareDatabase(
  choice: Choice,
  own: { port: number | null; purpose: string },
): Promise<PreparedDatabase> {
  repairWarnings();
  const lock = choice.databaseUrl === null ? lockFor(choice.dataDirectory, own) : null;
  let open: OpenDatabase | undefined;
  try {
    const opened = await openDatabase(kindOf(choice));
    open = opened;
    await opened.database.transaction(bootstrap);
    return { ...opened, close: () => closeBoth(opened, lock) };
  } catch (error) {
    if (open === undefined) lock?.release();
    else await closeBoth(open, lock);
    throw error;
  }
}

/** lite's auth tables and helpers, then the parts of a hosted project that it lacks. */
export async function bootstrap(transaction: Transaction): Promise<void> {
  await takeLock(transaction);
  await transaction.script(SUPABASE_AUTH_HELPERS_SQL);
  await transaction.script(getAuthSchemaSql());
  await transaction.script(bootstrapSql());
}

async function closeBoth(open: OpenDatabase, lock: DirectoryLock | null): Promise<void> {
  try {
    await open.database.close();
  } finally {
    lock?.release();
  }
}

function lockFor(
  directory: string | null,
  own: { port: number | null; purpose: string },
): DirectoryLock | null {
  if (directory === null) return null;
  const folder = path.resolve(directory);
  const lock = lockDirectory(folder, own);
  const disk = statfsSync(folder);
  if (disk.bavail * disk.bsize >= LEAST_FREE_BYTES) return lock;
  lock.release();
  throw new StackProblem(
    `The disk is full: less than 64 MB are free in ${folder}. Free some space and start again; nothing was lost.`,
  );
}

function kindOf(choice: Choice): Parameters<typeof openDatabase>[0] {
  if (choice.databaseUrl !== null) {
    return { kind: "postgres", url: choice.databaseUrl, statementTimeoutMs: REQUEST_TIMEOUT_MS };
  }
  return {
    kind: "pglite",
    directory: choice.dataDirectory === null ? null : path.join(path.resolve(choice.dataDirectory), "pglite"),
    ...(choice.snapshot === undefined ? {} : { snapshot: choice.snapshot }),
    ...(choice.serialise === undefined ? {} : { serialise: choice.serialise }),
  };
}
