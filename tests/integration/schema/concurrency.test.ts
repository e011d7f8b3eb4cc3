import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import { mark, recordCall, storeSummary, summaryWork } from "./summary-calls";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { adopt, append, begin, finish, makeUser, piece, retry, sweep } from "./turn-calls";

const servers = (await backends()).filter(({ postgres }) => postgres !== null);

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Small, seeded and the same everywhere (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe.each(servers)("turns at the same time on $name", ({ postgres }) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase(postgres, 24);
    // Deadlocks are to be found, not waited out.
    await database.query("alter system set deadlock_timeout = '50ms'");
    await database.query("select pg_reload_conf()");
  });
  afterAll(() => database.close());

  it("begins one turn for five submissions of the same message", async () => {
    const owner = await makeUser(database);
    const clients = times(20).map(() => randomUUID());
    const answers = await Promise.all(
      clients.map((client) => Promise.all(times(5).map(() => begin(database, owner, { client })))),
    );
    for (const five of answers) {
      expect(tally(five.map(({ status }) => status))).toEqual({ new: 1, replayed: 4 });
      expect(new Set(five.map(({ turn }) => turn)).size).toBe(1);
    }
    const [count] = await database.query("select count(*)::int as turns from public.turns where owner = $1", [
      owner,
    ]);
    expect(count).toEqual({ turns: 20 });
    const [charged] = await database.query(
      "select sum(turns)::int as turns from public.limits where key = $1",
      [`turns:user:${owner}`],
    );
    expect(charged).toEqual({ turns: 20 });
  });

  it("begins one of ten different messages in one conversation; the others are told to wait", async () => {
    const owner = await makeUser(database);
    const first = await begin(database, owner);
    await finish(database, first.turn);
    const conversation = first.conversation.id;
    const answers = await Promise.all(times(10).map(() => begin(database, owner, { conversation })));
    expect(tally(answers.map(({ status }) => status))).toEqual({ new: 1, busy: 9 });
  });

  it("makes one default agent for a user whose first messages come all at once", async () => {
    const owner = await makeUser(database);
    await database.query("delete from public.profiles where id = $1", [owner]);
    const answers = await Promise.all(times(8).map(() => begin(database, owner)));
    expect(tally(answers.map(({ status }) => status))).toEqual({ new: 8 });
    expect(await database.query("select name from public.agents where owner = $1", [owner])).toEqual([
      { name: "Assistant" },
    ]);
  });

  it("lets exactly as many through as a limit says", async () => {
    const owner = await makeUser(database);
    // Not across the turn of a minute, at which counting starts anew.
    await database.script(
      "create or replace function private.clock() returns timestamptz language sql volatile set search_path = '' as 'select timestamptz ''2030-05-01 12:00:00Z'''",
    );
    const limits = { per_user: 10, tokens_a_day: 1_000_000 };
    const answers = await Promise.all(times(30).map(() => begin(database, owner, { limits })));
    expect(tally(answers.map(({ status }) => status))).toEqual({ new: 10, limited: 20 });
    const other = await makeUser(database);
    const few = await Promise.all(
      times(30).map(() => begin(database, other, { limits: { tokens_a_day: 700 } })),
    );
    expect(tally(few.map(({ status }) => status))).toEqual({ new: 7, limited: 23 });
    await database.script(
      "create or replace function private.clock() returns timestamptz language sql volatile set search_path = '' as 'select clock_timestamp()'",
    );
  });

  it("stores the pieces of fifty turns in one call", async () => {
    const owner = await makeUser(database);
    const turns = await Promise.all(times(50).map(() => begin(database, owner)));
    const alive = await append(
      database,
      turns.flatMap(({ turn }) => [piece(turn, 0), piece(turn, 1)]),
    );
    expect(Object.keys(alive).sort()).toEqual(turns.map(({ turn }) => turn).sort());
    const [stored] = await database.query(
      "select count(*)::int as pieces from public.turn_chunks c join public.turns t on t.id = c.turn where t.owner = $1",
      [owner],
    );
    expect(stored).toEqual({ pieces: 100 });
  });

  it("never waits in a circle, and its sums hold, whatever happens at once", async () => {
    const random = randomNumbers(20_261_121);
    const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)];
    const guest = await makeUser(database, true);
    const owner = await makeUser(database);
    const turns: string[] = [];
    const conversations: string[] = [];
    const failures: string[] = [];
    const attempt = async (work: () => Promise<unknown>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (!["lease_lost", "not_found", "invalid_input"].includes(message)) failures.push(message);
      }
    };
    const starts = async (who: string): Promise<void> => {
      const conversation = random() < 0.6 ? pick(conversations) : undefined;
      const rate = {
        provider: "groq",
        model: "a-model",
        fixed: 10,
        reserve: 10,
        least_reserve: 5,
        limit: 1_000_000,
      };
      const begun = await begin(database, who, {
        rate,
        ...(conversation === undefined ? {} : { conversation }),
      });
      if (begun.status !== "new") return;
      turns.push(begun.turn);
      conversations.push(begun.conversation.id);
    };
    const anyConversation = () => pick(conversations) ?? randomUUID();
    const upkeep = async (conversation: string): Promise<void> => {
      const { rows, summary } = await summaryWork(database, owner, conversation);
      await recordCall(database, owner, conversation);
      const seqs = rows.map(({ seq }) => seq);
      if (seqs.length === 0) return;
      await storeSummary(database, { owner, conversation, expected: summary?.id ?? null, seqs });
    };
    const anyTurn = () => pick(turns) ?? randomUUID();
    const works: (() => Promise<unknown>)[] = [
      () => starts(owner),
      () => starts(guest),
      () =>
        append(
          database,
          times(10).map((n) => piece(anyTurn(), n)),
        ),
      () =>
        append(
          database,
          times(10).map((n) => piece(anyTurn(), 10 + n)),
        ),
      () => finish(database, anyTurn()),
      () => retry(database, owner, anyTurn()),
      () => sweep(database),
      () => upkeep(anyConversation()),
      () => mark(database, owner, anyConversation(), random() < 0.5),
      () => database.query("update public.turns set lease_until = '-infinity' where id = $1", [anyTurn()]),
      () => database.query("update public.turns set stop_requested = true where id = $1", [anyTurn()]),
      () =>
        database.query("update public.conversations set title = 'Renamed' where id = $1", [
          anyConversation(),
        ]),
      () =>
        database.query("delete from public.conversations where id = $1 and random() < 0.3", [
          anyConversation(),
        ]),
      () => (random() < 0.1 ? adopt(database, guest, owner) : sweep(database)),
    ];
    await Promise.all(
      times(20).map(async () => {
        for (let round = 0; round < 60; round += 1)
          await attempt(pick(works) ?? works[0] ?? (() => sweep(database)));
      }),
    );
    expect(failures).toEqual([]);
    expect(turns.length).toBeGreaterThan(20);
    const wrong = await database.query(
      `select c.id from public.conversations c
       where c.message_count <> (select count(*) from public.messages m
           where m.conversation = c.id and m.kind = 'chat' and m.superseded_by is null)
         or c.running <> exists (select 1 from public.turns t where t.conversation = c.id and t.status = 'running')
         or c.next_seq <= (select max(m.seq) from public.messages m where m.conversation = c.id)
         or exists (select 1 from public.messages m where m.conversation = c.id and m.owner <> c.owner)
         or c.total_tokens <> (select coalesce(sum(u.prompt_tokens + u.completion_tokens), 0) from public.usage u
           where u.conversation = c.id)
         or c.summary_version is distinct from (select s.version from public.summaries s where s.id = c.summary)
         or c.summary_to <> coalesce((select s.to_seq from public.summaries s where s.id = c.summary), 0)
         or exists (select 1 from public.summaries s where s.conversation = c.id and s.owner <> c.owner)
         or (select count(*) from public.summaries s where s.conversation = c.id)
           <> (select coalesce(max(s.version), 0) from public.summaries s where s.conversation = c.id)`,
    );
    expect(wrong).toEqual([]);
    const counts = await database.query(
      `select p.id from public.profiles p where p.conversation_count <>
         (select count(*) from public.conversations c where c.owner = p.id)`,
    );
    expect(counts).toEqual([]);
  });
});
