import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite/vector";
import postgres from "postgres";
import { readMigrations } from "@/supabase/local/migrations";
import { emptyPglite } from "@/tests/support/pglite-snapshot";
import { startPostgres } from "@/tests/support/postgres";
import { MIGRATIONS } from "@/tests/support/stack";
import { bootstrapSql, migratedDatabase } from "./search/migrated-database";
import { fillHistory } from "./search/fill-history";
import { measureInserts } from "./search/measure-inserts";
import { measureRecall } from "./search/measure-recall";
import { measureSearches } from "./search/measure-searches";
import { pgliteStore, postgresStore } from "./search/store";
import { report } from "./report";

/** What one owner has. More messages are those of more owners: what is read is the owner's alone. */
const OF_ONE = 100_000;
const ON_PGLITE = 10_000;

async function onPostgres(messages: number): Promise<void> {
  const { server, reason } = await startPostgres();
  if (server === null) {
    console.log(`Not measured on PostgreSQL: ${reason}.`);
    return;
  }
  const sql = postgres(await migratedDatabase(server), { max: 1, onnotice: () => undefined });
  const store = postgresStore(sql);
  try {
    report(
      "What indexing adds to a message of 1 KB, PostgreSQL",
      await measureInserts(sql, "in an empty index"),
    );
    const owners = Math.max(1, Math.round(messages / OF_ONE));
    const started = performance.now();
    const made = await fillHistory(store, owners, Math.round(messages / owners));
    // As autovacuum does in time. PGlite has none, and is measured without.
    await sql.unsafe("vacuum analyze");
    const minutes = ((performance.now() - started) / 60_000).toFixed(1);
    const place = `${messages.toLocaleString("en")} messages of ${owners === 1 ? "an owner" : `${owners} owners`}`;
    console.log(`\n${place}, stored by COPY in ${minutes} min`);
    report("The same among them", await measureInserts(sql, `among ${place}`));
    await sql.unsafe("vacuum analyze public.search_terms");
    report(`Search among ${place}, PostgreSQL, p95 in ms`, await measureSearches(store.query, made, 25));
    report(
      `Recall in a conversation of ${Math.round(messages / owners).toLocaleString("en")} messages, PostgreSQL, p95 in ms`,
      await measureRecall(store.query, made, 50),
    );
  } finally {
    await sql.end();
    server.stop();
  }
}

async function onPglite(): Promise<void> {
  const pglite = await PGlite.create({ loadDataDir: await emptyPglite(), extensions: { vector } });
  const store = pgliteStore(pglite);
  try {
    for (const script of [...bootstrapSql(), ...readMigrations(MIGRATIONS).map(({ sql }) => sql)])
      await pglite.exec(script);
    const made = await fillHistory(store, 1, ON_PGLITE);
    const place = `${ON_PGLITE.toLocaleString("en")} messages`;
    report(`Search among ${place}, PGlite, p95 in ms`, await measureSearches(store.query, made, 250));
    report(
      `Recall in a conversation of ${place}, PGlite, p95 in ms`,
      await measureRecall(store.query, made, 250),
    );
  } finally {
    await pglite.close();
  }
}

async function main(): Promise<void> {
  console.log(`Load of this machine: ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} cores.`);
  const { values } = parseArgs({ options: { messages: { type: "string", default: String(OF_ONE) } } });
  const messages = Number(values.messages);
  if (!Number.isInteger(messages) || messages < 100) throw new Error("--messages takes a number from 100 on");
  await onPglite();
  await onPostgres(messages);
}

void main();
