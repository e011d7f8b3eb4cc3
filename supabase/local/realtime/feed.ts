import type { Database, Row } from "../database/database";
import type { Log } from "../log";

export type FeedEvents = {
  /** A row of realtime.messages, in the order of the commits. */
  onMessage: (row: Row) => void;
  onAccountClosed: (userId: string) => void;
  /** Messages may have been missed. */
  onRestored: () => void;
};

const MOST_AT_ONCE = 200;

/**
 * Follows the database's announcements. The callback of NOTIFY only notes what came (PGlite calls it in the middle of
 * the query that caused it); rows are fetched afterwards, many at once, and handed on in order.
 */
export class Feed {
  readonly #waiting: string[] = [];
  #pumping: Promise<void> | null = null;
  #closed = false;

  readonly #database: Database;
  readonly #events: FeedEvents;
  readonly #log: Log;

  constructor(database: Database, events: FeedEvents, log: Log) {
    this.#database = database;
    this.#events = events;
    this.#log = log;
  }

  async start(): Promise<void> {
    const onPayload = (payload: string): void => {
      this.#waiting.push(payload);
      this.#pumping ??= this.#pump();
    };
    await this.#database.listen("throughline_realtime", onPayload, this.#events.onRestored);
  }

  /** Resolves when no query of the feed is under way. */
  async stop(): Promise<void> {
    this.#closed = true;
    await this.#pumping;
  }

  async #pump(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0 && !this.#closed) {
      const batch = this.#waiting.splice(0, MOST_AT_ONCE);
      try {
        await this.#deliver(batch);
      } catch (error) {
        this.#log("error", "realtime could not read messages", { lost: batch.length, reason: nameOf(error) });
        this.#events.onRestored();
      }
    }
    this.#pumping = null;
  }

  async #deliver(batch: readonly string[]): Promise<void> {
    const ids = batch.filter((payload) => payload.startsWith("m")).map((payload) => payload.slice(1));
    const rows = ids.length === 0 ? [] : await this.#rows(ids);
    for (const payload of batch) {
      const id = payload.slice(1);
      if (payload.startsWith("u")) this.#events.onAccountClosed(id);
      const row = rows.find((candidate) => candidate["id"] === id);
      if (row !== undefined) this.#events.onMessage(row);
    }
  }

  #rows(ids: readonly string[]): Promise<Row[]> {
    return this.#database.query(
      `select id, topic, event, payload, private from realtime.messages
       where id in (select value::uuid from jsonb_array_elements_text($1::jsonb))`,
      [JSON.stringify(ids)],
    );
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
