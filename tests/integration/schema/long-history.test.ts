import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { begin, finish, makeUser } from "./turn-calls";

const LONG = 100_000;
const SHORT = 100;
const TOGETHER = 40_000;
/** Each index may be a level or two higher over a hundred thousand rows; nothing else may be read. */
const TALLER_INDEXES = 40;

type Work = { rows: number; scanned: number; buffers: number };

/** Fills a conversation with messages of 20 tokens each, past the triggers: they are not what is measured. */
async function fill(database: TestDatabase, owner: string, messages: number): Promise<string> {
  const { turn, conversation } = await begin(database, owner);
  await finish(database, turn);
  await database.script("alter table public.messages disable trigger user");
  await database.query(
    `insert into public.messages (owner, conversation, turn, seq, role, content, token_count, token_family, status)
     select $1, $2, $3, n, case n % 2 when 1 then 'user' else 'assistant' end, 'Some words of message ' || n, 20, 'llama', 'complete'
     from generate_series(3, $4::int) n`,
    [owner, conversation.id, turn, messages],
  );
  await database.script("alter table public.messages enable trigger user");
  await database.query(
    "update public.conversations set next_seq = $2::int + 1, message_count = $2::int where id = $1",
    [conversation.id, messages],
  );
  return conversation.id;
}

type Place = { owner: string; conversation: string };

/** Long conversations of several users at the same time: their rows lie between each other's. */
async function fillTogether(database: TestDatabase, users: number): Promise<Place[]> {
  const places: Place[] = [];
  for (let user = 0; user < users; user += 1) {
    const owner = await makeUser(database);
    places.push({ owner, conversation: await fill(database, owner, 2) });
  }
  const conversations = places.map(({ conversation }) => conversation);
  await database.script("alter table public.messages disable trigger user");
  await database.query(
    `insert into public.messages (owner, conversation, seq, role, content, token_count, token_family, status)
     select c.owner, c.id, n, 'user', 'Some words of message ' || n, 20, 'llama', 'complete'
     from generate_series(3, $2::int) n, public.conversations c where c.id = any ($1::uuid[]) order by n`,
    [conversations, TOGETHER],
  );
  await database.script("alter table public.messages enable trigger user");
  await database.query(
    "update public.conversations set next_seq = $2::int + 1, message_count = $2::int where id = any ($1::uuid[])",
    [conversations, TOGETHER],
  );
  return places;
}

/** Rows of messages that a statement reads by index and by scan, and the pages it touches, functions included. */
async function workOf(database: TestDatabase, sql: string): Promise<Work> {
  await database.script("begin");
  try {
    const reads = async () => {
      const [row] = await database.query(
        `select idx_tup_fetch::int as rows, seq_tup_read::int as scanned from pg_stat_xact_user_tables
         where schemaname = 'public' and relname = 'messages'`,
      );
      return row as { rows: number; scanned: number };
    };
    const before = await reads();
    const buffers = await pagesTouched(database, sql);
    const after = await reads();
    return { rows: after.rows - before.rows, scanned: after.scanned - before.scanned, buffers };
  } finally {
    await database.script("rollback");
  }
}

async function pagesTouched(database: TestDatabase, sql: string): Promise<number> {
  const [explained] = await database.query(`explain (analyze, buffers, timing off, format json) ${sql}`);
  const plan = (explained?.["QUERY PLAN"] as { Plan: Record<string, number> }[])[0]?.Plan ?? {};
  return (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
}

const beginSql = (owner: string, conversation: string) =>
  `select public.begin_turn('${owner}', gen_random_uuid(), 'h', 'Hello', 10, 'llama', 'm', 100, 1000, 15,
    '{"per_user": 1000, "per_address": 1000, "global": 1000, "tokens_a_day": 1000000}', '${conversation}')`;

const pageSql = (conversation: string, before = "null") =>
  `select public.message_page('${conversation}', 51, ${before})`;

const windowSql = (conversation: string) => `select public.window_rows('${conversation}', 1000)`;

describe.each(await backends())("a long history on $name", ({ postgres }) => {
  let database: TestDatabase;
  let owner: string;
  let short: string;
  let long: string;

  beforeAll(async () => {
    database = await openTestDatabase(postgres);
    owner = await makeUser(database);
    short = await fill(database, owner, SHORT);
    long = await fill(database, owner, LONG);
  }, 300_000);
  afterAll(() => database.close());

  /** The first call in a session plans and fills caches; what comes after is what counts. */
  async function settledWork(sql: string): Promise<Work> {
    for (let warm = 0; warm < 6; warm += 1) await workOf(database, sql);
    return workOf(database, sql);
  }

  /** Pages that a statement touches for the owner of a conversation, under their own policies. */
  async function pagesAs(place: Place | undefined, sqlOf: (conversation: string) => string): Promise<number> {
    await database.script("begin");
    try {
      const claims = JSON.stringify({ sub: place?.owner, role: "authenticated" });
      const identity =
        "select set_config('request.jwt.claims', $1, true), set_config('role', 'authenticated', true)";
      await database.query(identity, [claims]);
      return await pagesTouched(database, sqlOf(String(place?.conversation)));
    } finally {
      await database.script("rollback");
    }
  }

  it("reads as much under a user's own policies, whatever else lies in the table", async () => {
    const [many] = await fillTogether(database, 5);
    const fewOwner = await makeUser(database);
    const few = { owner: fewOwner, conversation: await fill(database, fewOwner, SHORT) };
    await database.script("vacuum analyze public.messages");
    for (const sqlOf of [windowSql, pageSql]) {
      for (let warm = 0; warm < 2; warm += 1) await pagesAs(few, sqlOf);
      expect(await pagesAs(many, sqlOf)).toBeLessThanOrEqual((await pagesAs(few, sqlOf)) + TALLER_INDEXES);
    }
  });

  describe.each([
    { when: "before the planner knows the tables", prepare: "select 1" },
    { when: "and after", prepare: "analyze" },
  ])("$when", ({ prepare }) => {
    beforeAll(() => database.script(prepare));

    it("begins a turn with as many rows and pages read as in a short one", async () => {
      const few = await settledWork(beginSql(owner, short));
      const many = await settledWork(beginSql(owner, long));
      expect(many.scanned).toBe(0);
      expect(many.rows).toBeLessThanOrEqual(few.rows);
      expect(many.buffers).toBeLessThanOrEqual(few.buffers + TALLER_INDEXES);
    });

    it.each([
      { which: "the newest page", before: { few: "null", many: "null" } },
      { which: "a page in the middle", before: { few: String(SHORT), many: String(LONG / 2) } },
    ])("reads $which under the owner's policies without the rest of the history", async ({ before }) => {
      const few = { owner, conversation: short };
      const many = { owner, conversation: long };
      const sqlOf = (seq: string) => (conversation: string) => pageSql(conversation, seq);
      for (let warm = 0; warm < 2; warm += 1) await pagesAs(few, sqlOf(before.few));
      expect(await pagesAs(many, sqlOf(before.many))).toBeLessThanOrEqual(
        (await pagesAs(few, sqlOf(before.few))) + TALLER_INDEXES,
      );
    });

    it("reads the window's rows, one more, and the ends of what is left out", async () => {
      const [row] = await database.query(windowSql(long));
      const { rows, older } = row?.["window_rows"] as { rows: unknown[]; older: unknown };
      expect(rows).toHaveLength(50);
      expect(older).toEqual({ messages: LONG - 50, from: 1, to: LONG - 50 });
      const few = await settledWork(windowSql(short));
      const many = await settledWork(windowSql(long));
      expect(many.scanned).toBe(0);
      // Once to find the start (with the row that no longer fits), once to count, once to return, and the two ends.
      expect(many.rows).toBeLessThanOrEqual(3 * 50 + 1 + 2);
      expect(many.rows).toBeLessThanOrEqual(few.rows);
      expect(many.buffers).toBeLessThanOrEqual(few.buffers + TALLER_INDEXES);
    });
  });
});
