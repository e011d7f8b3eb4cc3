import { afterAll } from "vitest";
import { startPostgres, type PostgresServer } from "./postgres";

export type Backend = { name: string; postgres: PostgresServer | null };

/**
 * PGlite, and a real PostgreSQL where the machine can have one; says so where it cannot. Call it once at the top of a
 * test file and describe each: the server ends with the file.
 */
export async function backends(): Promise<Backend[]> {
  const pglite = { name: "PGlite", postgres: null };
  const attempt = await startPostgres();
  if (attempt.server === null) {
    process.stdout.write(`Skipped on PostgreSQL: ${attempt.reason}.\n`);
    return [pglite];
  }
  const { server } = attempt;
  afterAll(() => server.stop());
  return [pglite, { name: `PostgreSQL ${server.version}`, postgres: server }];
}
