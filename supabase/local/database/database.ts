import type { LiteConnection } from "./lite-connection";

export type Row = Record<string, unknown>;

/** One statement with parameters ($1, $2, …) and its rows. */
export type Query = (sql: string, params?: readonly unknown[]) => Promise<Row[]>;

export type Transaction = {
  query: Query;
  /** Several statements without parameters. */
  script: (sql: string) => Promise<void>;
};

/** What the stack needs of PGlite or PostgreSQL. Everything runs as the owner, with UTC as the time zone. */
export type Database = {
  readonly kind: "pglite" | "postgres";
  query: Query;
  script: (sql: string) => Promise<void>;
  /** Commits when `work` resolves, rolls back when it rejects. */
  transaction: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>;
  /** Runs `work` without any other use of the same session in between (PGlite), or at once (PostgreSQL). */
  exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  /**
   * Calls `onPayload` for every NOTIFY on the channel, in the order of the commits, and `onRestored` whenever the
   * connection had been lost and messages may be missing. `onPayload` must not query before it has returned.
   */
  listen: (channel: string, onPayload: (payload: string) => void, onRestored: () => void) => Promise<void>;
  /** Writes everything to disk and closes. */
  close: () => Promise<void>;
};

/** The database for the stack's own work, and the same one behind lite's API. */
export type OpenDatabase = { database: Database; connection: LiteConnection };
