import type { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite/vector";
import { createPgliteConnection } from "@supabase/lite/pglite";
import { oneAtATime, type Serialiser } from "../one-at-a-time";
import type { Database, OpenDatabase, Query, Row } from "./database";
import { isoTimestamp, TIMESTAMP_OID, TIMESTAMPTZ_OID } from "./iso-timestamp";

export type PgliteOptions = {
  /** Where the data lie; null keeps them in memory. */
  directory: string | null;
  /** An archive of a data directory to begin from, which is quicker than creating one. */
  snapshot?: Blob;
  /** Tests pass another to show what the lock is for. */
  serialise?: Serialiser;
};

/** Opens PGlite. The caller holds the directory's lock: PGlite has none, and a second process would lose writes. */
export async function openPglite(options: PgliteOptions): Promise<OpenDatabase> {
  const connection = await createPgliteConnection({
    ...(options.directory === null ? {} : { url: options.directory }),
    pgliteOptions: {
      extensions: { vector, pg_trgm },
      parsers: { [TIMESTAMP_OID]: isoTimestamp, [TIMESTAMPTZ_OID]: isoTimestamp },
      ...(options.snapshot === undefined ? {} : { loadDataDir: options.snapshot }),
    },
  });
  await connection.driver.waitReady;
  const close = async (): Promise<void> => {
    await connection.driver.exec("checkpoint");
    await connection.close();
  };
  return { connection, database: faceOf(connection.driver, options.serialise ?? oneAtATime(), close) };
}

function faceOf(driver: PGlite, exclusively: Serialiser, close: () => Promise<void>): Database {
  const query: Query = async (sql, params) => {
    const result = await exclusively(() => driver.query<Row>(sql, [...(params ?? [])]));
    return result.rows;
  };
  return {
    kind: "pglite",
    exclusively,
    query,
    script: async (sql) => {
      await exclusively(() => driver.exec(sql));
    },
    transaction: (work) =>
      exclusively(() =>
        driver.transaction((transaction) =>
          work({
            query: async (sql, params) => (await transaction.query<Row>(sql, [...(params ?? [])])).rows,
            script: async (sql) => {
              await transaction.exec(sql);
            },
          }),
        ),
      ),
    listen: async (channel, onPayload) => {
      await exclusively(() => driver.listen(channel, onPayload));
    },
    close: () => exclusively(close),
  };
}
