import type postgres from "postgres";
import type { Row } from "../report";
import type { Owner } from "./fill-history";
import { drawRank, seeded, wordOf } from "./made-up-history";
import { percentile, timed } from "./percentile";

const TIMES = 100;
const GOAL = { atMost: 25 };

/** Makes the next statements those of one user. */
export async function actAs(sql: postgres.Sql, owner: Owner): Promise<void> {
  const claims = JSON.stringify({ sub: owner.id, role: "authenticated" });
  await sql`select set_config('request.jwt.claims', ${claims}, false)`;
}

/** One word after the other, of one owner after the other, the first time that anybody asks for it included. */
export async function measureSearches(sql: postgres.Sql, owners: readonly Owner[]): Promise<Row[]> {
  const random = seeded(11);
  const kinds: { what: string; words: (at: number) => string[]; more?: Record<string, unknown> }[] = [
    { what: "the 100 commonest words", words: (at) => [wordOf(at)] },
    { what: "words of the middle", words: (at) => [wordOf(500 + at * 20)] },
    { what: "rare words", words: (at) => [wordOf(30_000 + at * 200)] },
    { what: "words that nobody used", words: (at) => [`nobody${at}`] },
    { what: "words as they occur", words: () => [wordOf(drawRank(random))] },
    { what: "the commonest, newest first", words: (at) => [wordOf(at)], more: { sort: "newest" } },
    { what: "three words as they occur", words: () => [0, 1, 2].map(() => wordOf(drawRank(random))) },
  ];
  const rows: Row[] = [];
  for (const { what, words, more } of kinds) {
    const times = await timed(TIMES, async (at) => {
      const owner = owners[at % owners.length];
      if (owner) await actAs(sql, owner);
      const terms = words(at).map((term) => ({ term, weight: 1 }));
      await sql`select public.search_messages(${sql.json({ terms, limit: 20, ...more })})`;
    });
    const one = !what.startsWith("three");
    rows.push({
      what,
      measured: percentile(times, 0.95),
      ...(one ? { goal: GOAL } : {}),
      note: `median ${percentile(times, 0.5).toFixed(1)}`,
    });
  }
  return rows;
}
