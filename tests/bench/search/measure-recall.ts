import type { Row } from "../report";
import type { Owner } from "./made-up-rows";
import { drawRank, seeded, wordOf } from "./made-up-history";
import { actAs } from "./measure-searches";
import { percentile, timed } from "./percentile";
import type { Store } from "./store";

type Query = Store["query"];

const TIMES = 100;

/** recall_candidates with as many terms as a turn has at most, and with the message before. */
export async function measureRecall(query: Query, owners: readonly Owner[], atMost: number): Promise<Row[]> {
  const random = seeded(13);
  const rows: Row[] = [];
  for (const { what, terms, scope } of [
    { what: "12 terms, everything", terms: 12, scope: { own: true, past: true, memories: true } },
    { what: "24 terms, everything", terms: 24, scope: { own: true, past: true, memories: true } },
    { what: "12 terms, this conversation", terms: 12, scope: { own: true, past: false, memories: false } },
  ]) {
    const times = await timed(TIMES, async (at) => {
      const owner = owners[at % owners.length];
      if (!owner) return;
      await actAs(query, owner);
      const words = new Set(Array.from({ length: terms }, () => wordOf(drawRank(random))));
      const wanted = {
        terms: [...words].map((term) => ({ term, weight: 1 })),
        previous: 0.3,
        candidates: 100,
        scope,
      };
      await query("select public.recall_candidates($1, null, $2)", [owner.conversation, wanted]);
    });
    const note = `median ${percentile(times, 0.5).toFixed(1)}`;
    rows.push({ what, measured: percentile(times, 0.95), goal: { atMost }, note });
  }
  return rows;
}
