import type { Row } from "../report";
import type { Owner } from "./made-up-rows";
import { drawRank, seeded, wordOf } from "./made-up-history";
import { percentile, timed } from "./percentile";
import type { Store } from "./store";

const TIMES = 100;

type Query = Store["query"];

/** The made-up history is a message every ten minutes from 2024 on. */
const HALF_A_YEAR = { since: "2024-06-01", until: "2024-12-01" };

/** Makes the next statements those of one user. */
export async function actAs(query: Query, owner: Owner): Promise<void> {
  const claims = JSON.stringify({ sub: owner.id, role: "authenticated" });
  await query("select set_config('request.jwt.claims', $1, false)", [claims]);
}

/** One word after the other, of one owner after the other, the first time that anybody asks for it included. */
export async function measureSearches(
  query: Query,
  owners: readonly Owner[],
  atMost: number,
): Promise<Row[]> {
  const random = seeded(11);
  const kinds: { what: string; words: (at: number) => string[]; more?: Record<string, unknown> }[] = [
    { what: "the 100 commonest words", words: (at) => [wordOf(at)] },
    { what: "words of the middle", words: (at) => [wordOf(500 + at * 20)] },
    { what: "rare words", words: (at) => [wordOf(30_000 + at * 200)] },
    { what: "words that nobody used", words: (at) => [`nobody${at}`] },
    { what: "words as they occur", words: () => [wordOf(drawRank(random))] },
    { what: "the commonest, newest first", words: (at) => [wordOf(at)], more: { sort: "newest" } },
    { what: "the commonest, said by the user", words: (at) => [wordOf(at)], more: { role: "user" } },
    { what: "the commonest, in half a year", words: (at) => [wordOf(at)], more: HALF_A_YEAR },
    { what: "three words as they occur", words: () => [0, 1, 2].map(() => wordOf(drawRank(random))) },
  ];
  const rows: Row[] = [];
  for (const { what, words, more } of kinds) {
    const times = await timed(TIMES, async (at) => {
      const owner = owners[at % owners.length];
      if (owner) await actAs(query, owner);
      const terms = words(at).map((term) => ({ term, weight: 1 }));
      await query("select public.search_messages($1)", [{ terms, limit: 21, ...more }]);
    });
    rows.push({
      what,
      measured: percentile(times, 0.95),
      goal: { atMost },
      note: `median ${percentile(times, 0.5).toFixed(1)}`,
    });
  }
  return rows;
}
