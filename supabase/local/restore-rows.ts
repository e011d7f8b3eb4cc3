import type { TableLine } from "./backup-format";
import { backupTables, quoted } from "./backup-tables";
import type { Transaction } from "./database/database";
import { StackProblem } from "./stack-problem";

const CHARACTERS_AT_ONCE = 1024 * 1024;

/** Writes rows table by table with triggers and foreign keys off, and checks the foreign keys itself at the end. */
export class RowLoader {
  rows = 0;
  #target: { name: string; columns: string } | null = null;
  #waiting: string[] = [];
  #waitingSize = 0;
  /** The table of the backup that this database does not have, while its rows would follow. */
  #missing = "";
  readonly #transaction: Transaction;
  readonly #tables: TableLine[];

  private constructor(transaction: Transaction, tables: TableLine[]) {
    this.#transaction = transaction;
    this.#tables = tables;
  }

  static async begin(transaction: Transaction): Promise<RowLoader> {
    const tables = await backupTables(transaction.query);
    // Sign-up triggers and broadcasts belong to the first time these rows were written.
    await transaction.script("set local session_replication_role = replica");
    return new RowLoader(transaction, tables);
  }

  /** What follows are rows of this table. */
  async enter(table: TableLine): Promise<void> {
    await this.#flush();
    const here = this.#tables.find((known) => known.schema === table.schema && known.name === table.name);
    const columns = here?.columns.filter((column) => table.columns.includes(column)) ?? [];
    this.#target =
      here === undefined
        ? null
        : {
            name: quoted(here.schema, here.name),
            columns: columns.map((column) => quoted(column)).join(", "),
          };
    this.#missing = here === undefined ? `${table.schema}.${table.name}` : "";
  }

  /** One row as JSON text. */
  async add(row: string): Promise<void> {
    if (this.#target === null) {
      throw new StackProblem(
        `The backup has rows of ${this.#missing}, which this database cannot hold: it lacks an extension. ` +
          "Nothing was changed.",
      );
    }
    this.rows += 1;
    this.#waiting.push(row);
    this.#waitingSize += row.length;
    if (this.#waitingSize >= CHARACTERS_AT_ONCE) await this.#flush();
  }

  /** Everything written, checked and counted. */
  async finish(): Promise<number> {
    await this.#flush();
    await this.#transaction.script("set local session_replication_role = origin");
    await this.#checkForeignKeys();
    await this.#advanceSequences();
    return this.rows;
  }

  async #flush(): Promise<void> {
    if (this.#target === null || this.#waiting.length === 0) return;
    const { name, columns } = this.#target;
    await this.#transaction.query(
      `insert into ${name} (${columns}) overriding system value
       select ${columns} from jsonb_populate_recordset(null::${name}, $1::jsonb)`,
      [`[${this.#waiting.join(",")}]`],
    );
    this.#waiting = [];
    this.#waitingSize = 0;
  }

  async #checkForeignKeys(): Promise<void> {
    const keys = await this.#transaction.query(
      `select k.conname as name, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,
         (select string_agg(format('p.%I = c.%I', pa.attname, ca.attname), ' and ')
          from unnest(k.conkey, k.confkey) as pair(child, parent)
          join pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = pair.child
          join pg_attribute pa on pa.attrelid = k.confrelid and pa.attnum = pair.parent) as match,
         (select string_agg(format('c.%I is not null', ca.attname), ' and ')
          from unnest(k.conkey) as pair(child)
          join pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = pair.child) as given
       from pg_constraint k join pg_namespace n on n.oid = k.connamespace
       where k.contype = 'f' and n.nspname in ('public', 'private', 'auth')`,
    );
    for (const key of keys) {
      const [child, parent, match, given] = ["child", "parent", "match", "given"].map((part) =>
        String(key[part]),
      );
      const orphans = await this.#transaction.query(
        `select 1 from ${child ?? ""} c where ${given ?? ""}
           and not exists (select from ${parent ?? ""} p where ${match ?? ""}) limit 1`,
      );
      if (orphans.length === 0) continue;
      throw new StackProblem(
        `The backup is damaged: rows break the rule ${String(key["name"])}. Nothing was changed.`,
      );
    }
  }

  async #advanceSequences(): Promise<void> {
    const owned = await this.#transaction.query(
      `select pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) as sequence,
         format('%I.%I', n.nspname, c.relname) as name, quote_ident(a.attname) as column
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and n.nspname in ('public', 'private')
         and pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null`,
    );
    for (const { sequence, name, column } of owned) {
      await this.#transaction.query(
        `select setval($1, max(${String(column)})) from ${String(name)} having max(${String(column)}) is not null`,
        [sequence],
      );
    }
  }
}
