import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import { fillSearch, type History } from "./search-world";
import { openTestDatabase, type TestDatabase } from "./test-database";

const LONG = 24_000;
const SHORT = 8_000;
/** What is ranked of a word. */
const RANKED = 5_000;
/** Its rows are read to be counted and to be scored; neighbours of the best are looked at one by one. */
const READ = 2 * RANKED + 1;
const LOOKS = 1_000;
/** Walked through from the newest on; the pages of a table that was never vacuumed are looked at, too. */
const WALK = 10_000;
/** Of a long conversation, to know where its docs lie. */
const COUNTED = 20_000;
/** Each index may be a level higher. */
const TALLER = 8;

type Work = { terms: number; docs: number; scanned: number; buffers: number };

describe.each(await backends())("the work of a search on $name", ({ postgres }) => {
  let database: TestDatabase;
  let long: History;
  let short: History;

  beforeAll(async () => {
    database = await openTestDatabase(postgres);
    short = await fillSearch(database, SHORT, { common: 6_000, other: 6_000, rare: 10, strange: 10 }, 2);
    long = await fillSearch(database, LONG, { common: 18_000, other: 18_000, rare: 10 });
  }, 300_000);
  afterAll(() => database.close());

  /** Entries of the index of terms, rows of docs and messages, what was read by scans, and pages. */
  async function workOf(owner: string, sql: string): Promise<Work> {
    await database.script("begin");
    try {
      const claims = JSON.stringify({ sub: owner, role: "authenticated" });
      await database.query("select set_config('request.jwt.claims', $1, true)", [claims]);
      const before = await reads();
      const [explained] = await database.query(`explain (analyze, buffers, timing off, format json) ${sql}`);
      const plan = (explained?.["QUERY PLAN"] as { Plan: Record<string, number> }[])[0]?.Plan ?? {};
      const after = await reads();
      return {
        terms: after.terms - before.terms,
        docs: after.docs - before.docs,
        scanned: after.scanned - before.scanned,
        buffers: (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0),
      };
    } finally {
      await database.script("rollback");
    }
  }

  async function reads(): Promise<Omit<Work, "buffers">> {
    const [row] = await database.query(
      `select pg_stat_get_xact_tuples_returned('public.search_terms_pkey'::regclass)::int as terms,
         sum(idx_tup_fetch) filter (where relname in ('search_docs', 'messages'))::int as docs,
         sum(seq_tup_read) filter (where relname in ('search_docs', 'messages', 'search_terms'))::int as scanned
       from pg_stat_xact_user_tables where schemaname = 'public'`,
    );
    return row as Omit<Work, "buffers">;
  }

  /** The first calls of a session plan and fill caches. */
  async function settled(owner: string, sql: string): Promise<Work> {
    for (let warm = 0; warm < 6; warm += 1) await workOf(owner, sql);
    return workOf(owner, sql);
  }

  const searchSql = (terms: readonly string[], more: Record<string, unknown> = {}) => {
    const query = { terms: terms.map((term) => ({ term })), limit: 21, ...more };
    return `select public.search_messages('${JSON.stringify(query)}')`;
  };

  describe.each([
    { when: "before the planner knows the tables", prepare: "select 1" },
    { when: "and after", prepare: "vacuum analyze" },
  ])("$when", ({ prepare }) => {
    beforeAll(() => database.script(prepare));

    it.each([
      { what: "a rare word", terms: ["rare"], more: {}, most: 2 * 10 },
      { what: "a common word", terms: ["common"], more: {}, most: READ },
      { what: "a common word, newest first", terms: ["common"], more: { sort: "newest" }, most: READ },
      { what: "two common words", terms: ["common", "other"], more: {}, most: 2 * READ },
      {
        what: "two common words that both have to be there",
        terms: ["common", "other"],
        more: { sort: "newest" },
        // One of them is read once more where the other one is.
        most: 2 * READ + RANKED,
      },
      { what: "a common word said by the user", terms: ["common"], more: { role: "user" }, most: READ },
      { what: "a common word and a rare one", terms: ["common", "rare"], more: {}, most: READ + 20 },
    ])("reads at most 5,000 rows a term for $what, and nothing else", async ({ terms, more, most }) => {
      const few = await settled(short.owner, searchSql(terms, more));
      const many = await settled(long.owner, searchSql(terms, more));
      expect(many.scanned).toBe(0);
      expect(many.terms).toBeLessThanOrEqual(most + LOOKS);
      expect(many.terms).toBeLessThanOrEqual(few.terms + LOOKS);
      // A page's worth of them, with what stands beside.
      expect(many.docs).toBeLessThanOrEqual(2 * LOOKS + ("sort" in more ? WALK : 0));
    });

    it("reads nothing of a stranger's for a word that only the stranger has", async () => {
      const work = await settled(long.owner, searchSql(["strange"]));
      expect({ terms: work.terms, docs: work.docs }).toEqual({ terms: 0, docs: 0 });
    });

    it("recalls for a turn with a bounded number of rows", async () => {
      const recall = ({ said: [first] }: History) => {
        const terms = ["common", "other", "rare"].map((term) => ({ term, weight: 1 }));
        const query = { terms, candidates: 100, scope: { own: true, past: false, memories: false } };
        return `select public.recall_candidates('${first?.conversation ?? ""}', null, '${JSON.stringify(query)}')`;
      };
      const { terms, docs, scanned } = await settled(long.owner, recall(long));
      expect(scanned).toBe(0);
      expect(terms).toBeLessThanOrEqual(12_000 + LOOKS);
      expect(docs).toBeLessThanOrEqual(COUNTED + 10_000 / 2 + 3 * LOOKS);
    });

    it("indexes a message with as many pages in a long history as in a short one", async () => {
      const words = Array.from({ length: 100 }, (_, place) => `f${place * 5}`);
      const index = {
        version: 1,
        terms: words,
        counts: words.map(() => 1),
        length: 100,
        asks: false,
        timed: false,
      };
      const pages: number[] = [];
      for (const { owner, said } of [short, long]) {
        const message = randomUUID();
        await database.query(
          `insert into public.messages (id, owner, conversation, seq, role, content, token_count, token_family, status)
           values ($1, $2, $3, $4, 'user', 'Words', 10, 'llama', 'complete')`,
          [message, owner, said.at(-1)?.conversation, 100_000 + Math.floor(Math.random() * 1e6)],
        );
        const sql = `select private.index_message('${message}', '${JSON.stringify(index)}')`;
        const { buffers, scanned } = await settled(owner, sql);
        expect(scanned).toBe(0);
        pages.push(buffers / words.length);
      }
      const [few = 0, many = 0] = pages;
      expect(few).toBeGreaterThan(1);
      expect(many).toBeLessThanOrEqual(few + TALLER);
    });
  });
});
