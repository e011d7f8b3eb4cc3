import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PGlite } from "@electric-sql/pglite";
import type postgres from "postgres";

/** What the bench needs of either database. `copy` takes lines as COPY reads them. */
export type Store = {
  query: (sql: string, params?: readonly unknown[]) => Promise<unknown>;
  copy: (into: string, lines: Generator<string>) => Promise<void>;
};

export function postgresStore(sql: postgres.Sql): Store {
  return {
    query: (text, params = []) => sql.unsafe(text, params as never[], { prepare: true }),
    copy: async (into, lines) => {
      const target = await sql.unsafe(`copy public.${into} from stdin`).writable();
      await pipeline(Readable.from(inBlocks(lines)), target);
    },
  };
}

export function pgliteStore(pglite: PGlite): Store {
  return {
    query: (text, params = []) => pglite.query(text, [...params]),
    copy: async (into, lines) => {
      const blob = new Blob([...inBlocks(lines)]);
      await pglite.query(`copy public.${into} from '/dev/blob'`, [], { blob });
    },
  };
}

/** One write a line would cost more than the line. */
function* inBlocks(lines: Generator<string>): Generator<string> {
  let block = "";
  for (const line of lines) {
    block += line;
    if (block.length < 262_144) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}
