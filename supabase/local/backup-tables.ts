import type { Query } from "./database/database";
import type { TableLine } from "./backup-format";

/** The app's own schemas; everything else belongs to the platform. */
export const APP_SCHEMAS = ["public", "private"] as const;

/** Accounts, and the sessions by which guests, who have no password, get at theirs. */
const AUTH_TABLES = ["users", "identities", "sessions", "refresh_tokens"];

/**
 * Vectors and what is noted of them: made anew from the rows, by whatever model there is then. They would be most of a
 * backup, and a database without pgvector could not take it back.
 */
const REBUILT = [
  "message_vectors",
  "memory_vectors",
  "memories_to_embed",
  "vector_indexes",
  "embedding_models",
  "embedded_to",
  "embedding_lease",
];

/** The tables a backup holds, with the columns that can be written. */
export async function backupTables(query: Query): Promise<TableLine[]> {
  const rows = await query(
    `select n.nspname as schema, c.relname as name,
       (select jsonb_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and (
       n.nspname in (select jsonb_array_elements_text($1::jsonb))
         and not (n.nspname = 'private' and c.relname in (select jsonb_array_elements_text($3::jsonb)))
       or n.nspname = 'auth' and c.relname in (select jsonb_array_elements_text($2::jsonb)))
     order by 1, 2`,
    [JSON.stringify(APP_SCHEMAS), JSON.stringify(AUTH_TABLES), JSON.stringify(REBUILT)],
  );
  return rows.map((row) => ({
    schema: String(row["schema"]),
    name: String(row["name"]),
    columns: (row["columns"] as string[] | null) ?? [],
  }));
}

/** A quoted identifier. */
export function quoted(...parts: readonly string[]): string {
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
}
