import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import { rounds } from "@/tests/support/rounds";
import { forget, indexOf, say } from "./memory-calls";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { adopt, call, makeUser } from "./turn-calls";

const servers = (await backends()).filter(({ postgres }) => postgres !== null);
const RACES = rounds({ full: 300, quick: 30 });

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A doc without its terms, terms without their doc, numbers given twice, or sums that are not those of the docs. */
const ASTRAY = `
  select 'terms' as what from public.search_docs d, unnest(d.terms, d.counts) u (term, tf)
  where not exists (
    select 1 from public.search_terms t
    where (t.owner, t.kind, t.doc, t.term, t.tf, t.len) = (d.owner, d.kind, d.doc, u.term, u.tf, d.len)
  )
  union all
  select 'doc' from public.search_terms t where not exists (
    select 1 from public.search_docs d where (d.owner, d.kind, d.doc) = (t.owner, t.kind, t.doc) and t.term = any (d.terms)
  )
  union all
  select 'number' from public.search_docs d join public.search_stats s on (s.owner, s.kind) = (d.owner, d.kind)
  where d.doc >= s.next_doc
  union all
  select 'sums' from public.profiles p, generate_series(1, 3) k,
    lateral (select * from private.stats_of(p.id, k::smallint)) s
  where (s.docs, s.total_len) is distinct from (
    select (count(*), coalesce(sum(d.len), 0)) from public.search_docs d where d.owner = p.id and d.kind = k
  )`;

describe.each(servers)("indexing at the same time on $name", ({ postgres }) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase(postgres, 24);
    // Deadlocks are to be found, not waited out.
    await database.query("alter system set deadlock_timeout = '50ms'");
    await database.query("select pg_reload_conf()");
  });
  afterAll(() => database.close());

  const astray = () => database.query(ASTRAY);
  const docsOf = async (owner: string) => {
    const [row] = await database.query(
      "select count(*)::int as docs, count(distinct doc)::int as numbers from public.search_docs where owner = $1 and kind = 1",
      [owner],
    );
    return row;
  };

  it(`numbers what one owner says in four conversations at once, in ${RACES} races`, async () => {
    const owner = await makeUser(database);
    const first = await Promise.all(
      times(4).map((at) => say(database, owner, { text: `Conversation ${at}`, reply: "Yes" })),
    );
    for (let left = RACES; left > 0; left -= 1)
      await Promise.all(
        first.map(({ conversation }, at) =>
          say(database, owner, {
            text: `shared word ${at} ${left}`,
            reply: `shared answer ${left}`,
            conversation,
          }),
        ),
      );
    const all = 2 * 4 * (RACES + 1);
    expect(await docsOf(owner)).toEqual({ docs: all, numbers: all });
    expect(await astray()).toEqual([]);
  }, 300_000);

  it(`deletes while it indexes, in ${RACES} races, without waiting in a circle`, async () => {
    const owner = await makeUser(database);
    const kept = await say(database, owner, { text: "Kept words", reply: "Kept answer" });
    for (let left = RACES; left > 0; left -= 1) {
      const [gone, other] = await Promise.all([
        say(database, owner, { text: `gone words ${left}`, reply: "gone answer" }),
        say(database, owner, { text: `other words ${left}`, reply: "other answer" }),
      ]);
      await Promise.all([
        database.query("delete from public.conversations where id = $1", [gone.conversation]),
        say(database, owner, {
          text: `kept words ${left}`,
          reply: "kept answer",
          conversation: kept.conversation,
        }),
        forget(database, owner, { message: other.user }),
        call(database, "index_messages", {
          p_rows: [{ id: other.reply, index: indexOf("other words again") }],
        }),
      ]);
    }
    expect(await docsOf(owner)).toMatchObject({ docs: 2 * (RACES + 1) });
    expect(
      await database.query(
        "select 1 from public.search_terms where owner = $1 and term in ('gone', 'other')",
        [owner],
      ),
    ).toEqual([]);
    expect(await astray()).toEqual([]);
  }, 300_000);

  it("fills up what is missing once, however many do it, and goes on where one has ended", async () => {
    const owner = await makeUser(database);
    const said = await Promise.all(
      times(20).map((at) => say(database, owner, { text: `filled ${at}`, reply: `answer ${at}` })),
    );
    const ids = said.map(({ user }) => user);
    await database.query("delete from public.search_docs where message = any ($1)", [ids]);
    await database.query("update public.messages set index_version = 0 where id = any ($1)", [ids]);
    const lacking = async () => {
      const rows = (await call(database, "unindexed_messages", { p_version: 1, p_limit: 12 })) as {
        id: string;
      }[];
      return rows.map(({ id }) => id).filter((id) => ids.includes(id));
    };
    const fill = async (some: readonly string[]) =>
      call(database, "index_messages", {
        p_rows: some.map((id) => ({ id, index: indexOf("filled again") })),
      });
    const part = await lacking();
    expect(part).toHaveLength(12);
    // One ends on the way: none of its batch counts.
    await expect(
      call(database, "index_messages", {
        p_rows: part.map((id, at) => ({
          id,
          index: at < 5 ? indexOf("filled") : { ...indexOf("filled"), length: "x" },
        })),
      }),
    ).rejects.toThrow();
    expect(await lacking()).toHaveLength(12);
    await Promise.all([fill(part), fill(part), fill([...part].reverse())]);
    const rest = await lacking();
    expect(rest).toHaveLength(8);
    expect(rest.filter((id) => part.includes(id))).toEqual([]);
    await Promise.all([fill(rest), fill(ids)]);
    expect(await lacking()).toEqual([]);
    expect(await docsOf(owner)).toEqual({ docs: 40, numbers: 40 });
    expect(await astray()).toEqual([]);
  }, 120_000);

  it("takes a guest's words along while both go on writing", async () => {
    const owner = await makeUser(database);
    const own = await say(database, owner, { text: "Own words", reply: "Own answer" });
    for (let left = Math.ceil(RACES / 5); left > 0; left -= 1) {
      const guest = await makeUser(database, true);
      await Promise.all(
        times(3).map((at) => say(database, guest, { text: `guest ${at}`, reply: "guest answer" })),
      );
      const before = await docsOf(owner);
      await Promise.all([
        adopt(database, guest, owner),
        say(database, owner, { text: `own ${left}`, reply: "own answer", conversation: own.conversation }),
      ]);
      expect(await docsOf(guest)).toMatchObject({ docs: 0 });
      expect(await docsOf(owner)).toMatchObject({ docs: Number(before?.["docs"]) + 8 });
    }
    expect(await astray()).toEqual([]);
  }, 300_000);
});
