import type { Database } from "./database/database";
import type { Log } from "./log";

const PRUNE_EVERY_MS = 5 * 60_000;
const VACUUM_EVERY_MS = 60 * 60_000;

/** Broadcasts are hints that clients follow up by fetching; an hour is plenty for one that was cut off. */
export async function pruneBroadcasts(database: Database): Promise<void> {
  await database.query("delete from realtime.messages where inserted_at < now() - interval '1 hour'");
}

/** PGlite has no autovacuum: without this, updated rows pile up and the planner never learns a table's size. */
export async function vacuum(database: Database): Promise<void> {
  if (database.kind !== "pglite") return;
  const tables = await database.query(
    `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
     where schemaname in ('public', 'private', 'auth', 'realtime') order by 1`,
  );
  // One at a time, so that requests get their turn in between.
  for (const table of tables) await database.script(`vacuum (analyze) ${String(table["name"])}`);
}

/** Prunes and vacuums at intervals until the returned function is called. */
export function startMaintenance(database: Database, log: Log): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const every = (
    milliseconds: number,
    name: string,
    work: (database: Database) => Promise<void>,
  ): NodeJS.Timeout => {
    const attempt = (): void => {
      running = running
        .then(() => work(database))
        .catch((error: unknown) => {
          log("warn", `${name} failed`, { reason: error instanceof Error ? error.name : "unknown" });
        });
    };
    return setInterval(attempt, milliseconds).unref();
  };
  const timers = [
    every(PRUNE_EVERY_MS, "pruning broadcasts", pruneBroadcasts),
    every(VACUUM_EVERY_MS, "vacuum", vacuum),
  ];
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await running;
  };
}
