import postgres from "postgres";
import { startPostgres } from "@/tests/support/postgres";
import { migratedDatabase } from "./search/migrated-database";
import { fillHistory } from "./search/fill-history";
import { measureInserts } from "./search/measure-inserts";
import { measureRecall } from "./search/measure-recall";
import { measureSearches } from "./search/measure-searches";
import { report } from "./report";

const OWNERS = 10;

/** Messages in all; fewer for a quick look: `BENCH_MESSAGES=100000 npm run bench:search`. */
const MESSAGES = Number(process.env["BENCH_MESSAGES"] ?? 1_000_000);

async function main(): Promise<void> {
  const { server, reason } = await startPostgres();
  if (server === null) {
    console.log(`Not measured: ${reason}.`);
    return;
  }
  const sql = postgres(await migratedDatabase(server), { max: 1, onnotice: () => undefined });
  try {
    report(
      "What indexing adds to a message of 1 KB, PostgreSQL",
      await measureInserts(sql, "in an empty index"),
    );
    const started = performance.now();
    const owners = await fillHistory(sql, OWNERS, MESSAGES / OWNERS);
    const minutes = ((performance.now() - started) / 60_000).toFixed(1);
    const place = `${MESSAGES.toLocaleString("en")} messages of ${OWNERS} owners`;
    console.log(`\n${place}, stored by COPY in ${minutes} min`);
    report("The same among them", await measureInserts(sql, `among ${place}`));
    await sql.unsafe("vacuum analyze public.search_terms");
    report(`Search among ${place}, p95 in ms`, await measureSearches(sql, owners));
    report(
      `Recall in a conversation of ${MESSAGES / OWNERS} messages, p95 in ms`,
      await measureRecall(sql, owners),
    );
  } finally {
    await sql.end();
    server.stop();
  }
}

void main();
