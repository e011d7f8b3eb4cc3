import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import { hashedVector } from "@/tests/support/hashed-embedder";
import { ROOT } from "@/tests/support/stack";
import { openTestDatabase, type TestDatabase } from "../schema/test-database";

const [pglite, withPostgres] = await backends();
const MODEL = "hashed-terms";
const DIMENSIONS = 64;

type Work = {
  leased: boolean;
  models: { model: string; completed: boolean }[];
  messages: { id: string; conversation: string; seq: number; content: string | null }[];
  memories: { id: string; content: string }[];
};

const text = (content: string, dimensions = DIMENSIONS) =>
  `[${Array.from(hashedVector(content, dimensions)).join(",")}]`;

/** What a server does with a database, in SQL. */
function serverOn(database: TestDatabase, holder = randomUUID()) {
  const value = async <T>(sql: string, params: unknown[]) =>
    (await database.query(`select ${sql} as value`, params))[0]?.["value"] as T;
  const own = {
    ask: (model = MODEL, limit = 64, dimensions = DIMENSIONS) =>
      value<Work>("public.unembedded($1, 30, $2, $3, $4)", [holder, model, dimensions, limit]),
    store: (work: Work, model = MODEL, dimensions = DIMENSIONS) =>
      value<number>("public.store_vectors($1, $2)", [
        model,
        {
          messages: work.messages.map(({ content, ...rest }) => ({
            ...rest,
            vectors: content === null ? [] : [text(content, dimensions)],
          })),
          memories: [],
        },
      ]),
    /** Everything there is. */
    embedAll: async (model = MODEL, dimensions = DIMENSIONS) => {
      for (;;) {
        const work = await own.ask(model, 3, dimensions);
        if (work.messages.length === 0) return;
        await own.store(work, model, dimensions);
      }
    },
    state: (owner: string) => value<Record<string, unknown>>("public.embedding_state($1)", [owner]),
    tend: (from = 50_000, model = MODEL) =>
      value<{ dropped: number; indexed: number; more: boolean }>("public.tend_vectors($1, 2, $2)", [
        model,
        from,
      ]),
    nearest: async (
      owner: string,
      query: string,
      model = MODEL,
      limit = 5,
      conversation: string | null = null,
    ) => {
      const rows = await database.query(
        `select m.content, m.owner, n.cosine from private.nearest($1, 1::smallint, $2, $3, $4, $5) n
         join public.messages m on m.id = n.doc_message order by n.cosine desc`,
        [owner, text(query), model, limit, conversation],
      );
      return rows.map((row) => ({ ...row, cosine: Number(row["cosine"]) })) as {
        content: string;
        owner: string;
        cosine: number;
      }[];
    },
  };
  return own;
}

async function prepare(database: TestDatabase): Promise<void> {
  // The helpers of the pgTAP files: users and whole turns in one call.
  await database.script(readFileSync(path.join(ROOT, "supabase/tests/000_helpers.sql"), "utf8"));
}

const userOf = async (database: TestDatabase, guest = false) =>
  String((await database.query("select tests.make_user(p_guest => $1) as id", [guest]))[0]?.["id"]);
const say = async (
  database: TestDatabase,
  owner: string,
  words: string,
  reply = "Noted.",
  conversation: string | null = null,
) =>
  String(
    (
      await database.query("select tests.say($1, $2, $3, $4) as id", [owner, words, reply, conversation])
    )[0]?.["id"],
  );

describe("vectors on PGlite", () => {
  let database: TestDatabase;
  let ada: string;
  let bob: string;

  beforeAll(async () => {
    database = await openTestDatabase(pglite?.postgres ?? null);
    await prepare(database);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.script(
      `delete from auth.users; delete from private.embedding_models; delete from private.message_vectors;
       delete from private.vector_indexes; update private.embedding_lease set holder = null, lease_until = '-infinity'`,
    );
    ada = await userOf(database);
    bob = await userOf(database);
  });

  it("are found by nearness among an owner's own, and never among another's", async () => {
    await say(database, ada, "The kiln is fired on Mondays", "The kiln, then.");
    await say(database, bob, "The kiln is fired on Mondays", "As you say.");
    const server = serverOn(database);
    await server.embedAll();
    const found = await server.nearest(ada, "when is the kiln fired");
    expect(found[0]).toMatchObject({ content: "The kiln is fired on Mondays", owner: ada });
    expect(new Set(found.map(({ owner }) => owner))).toEqual(new Set([ada]));
    const [stranger] = await database.query("select tests.make_user() as id");
    expect(await server.nearest(String(stranger?.["id"]), "when is the kiln fired")).toEqual([]);
  });

  it("are of one conversation where that is asked for", async () => {
    const one = await say(database, ada, "The kiln is fired on Mondays");
    await say(database, ada, "The kiln is fired on Fridays");
    const server = serverOn(database);
    await server.embedAll();
    const found = await server.nearest(ada, "kiln fired", MODEL, 5, one);
    expect(found.map(({ content }) => content)).toEqual(["The kiln is fired on Mondays", "Noted."]);
  });

  it("of another model, or of another length, are never compared", async () => {
    await say(database, ada, "The kiln is fired on Mondays");
    const server = serverOn(database);
    await server.embedAll();
    expect(await server.nearest(ada, "kiln", "another")).toEqual([]);
    const rows = await database.query("select * from private.nearest($1, 1::smallint, '[1,0,0]', $2, 5)", [
      ada,
      MODEL,
    ]);
    expect(rows).toEqual([]);
    await expect(server.store(await server.ask("another", 5, 8), "another", 16)).rejects.toThrow(
      "invalid_input",
    );
  });

  it("are made by one server at a time, and by another when that one is gone", async () => {
    await say(database, ada, "One thing");
    const [first, second] = [serverOn(database), serverOn(database)];
    expect(await first.ask()).toMatchObject({ leased: true });
    expect(await second.ask()).toMatchObject({ leased: false, messages: [] });
    await database.script("update private.embedding_lease set lease_until = now() - interval '1 second'");
    expect((await second.ask()).messages).toHaveLength(2);
  });

  it("go on where a server was killed, each message once", async () => {
    const conversation = await say(database, ada, "Number 1");
    for (let n = 2; n <= 5; n += 1) await say(database, ada, `Number ${n}`, "Noted.", conversation);
    const killed = serverOn(database);
    const work = await killed.ask(MODEL, 4);
    expect(work.messages).toHaveLength(4);
    await killed.store(work);
    // This batch was embedded, and never stored.
    await killed.ask(MODEL, 4);
    await database.script("update private.embedding_lease set lease_until = now() - interval '1 second'");
    const next = serverOn(database);
    expect((await next.ask(MODEL, 4)).messages.map(({ seq }) => seq)).toEqual([5, 6, 7, 8]);
    await next.embedAll();
    const rows = await database.query(
      "select count(*)::int as n, count(distinct message)::int as messages from private.message_vectors",
    );
    expect(rows).toEqual([{ n: 10, messages: 10 }]);
    expect(await next.state(ada)).toMatchObject({
      messages: 10,
      models: [{ model: MODEL, completed: true, messages: 10 }],
    });
  });

  it("wait for a reply that is being written, and leave out what is replaced, empty or temporary", async () => {
    const conversation = await say(database, ada, "First");
    await database.query("select tests.begin_turn($1, 'Second', $2)", [ada, conversation]);
    const hidden = await say(database, ada, "Between us");
    await database.script("alter table public.conversations disable trigger user");
    await database.query("update public.conversations set temporary = true where id = $1", [hidden]);
    await database.script("alter table public.conversations enable trigger user");
    const work = await serverOn(database).ask();
    expect(work.messages.map(({ content }) => content)).toEqual(["First", "Noted.", "Second"]);
  });

  it("leave with their message, its conversation or its owner, and with a reply that is replaced", async () => {
    const conversation = await say(database, ada, "One");
    const kept = await say(database, ada, "Two");
    const server = serverOn(database);
    await server.embedAll();
    const count = async () =>
      (await database.query("select count(*)::int as n from private.message_vectors"))[0]?.["n"];
    expect(await count()).toBe(4);
    await database.query("select tests.retry_turn($1, tests.newest_turn($2))", [ada, kept]);
    expect(await count()).toBe(3);
    await database.query("delete from public.conversations where id = $1", [conversation]);
    expect(await count()).toBe(1);
    await database.query("delete from auth.users where id = $1", [ada]);
    expect(await count()).toBe(0);
  });

  it("follow a message whose words change", async () => {
    await say(database, ada, "The kiln is red");
    const server = serverOn(database);
    await server.embedAll();
    await database.script("update public.messages set content = 'The kiln is blue' where role = 'user'");
    expect((await server.ask()).messages.map(({ content }) => content)).toEqual([
      "The kiln is blue",
      "Noted.",
    ]);
  });

  it("move with a guest's conversations to the account", async () => {
    const guest = await userOf(database, true);
    await say(database, guest, "The kiln is fired on Mondays");
    const server = serverOn(database);
    await server.embedAll();
    expect(await server.nearest(ada, "kiln fired")).toEqual([]);
    await database.query("select public.adopt_guest($1, $2)", [guest, ada]);
    expect((await server.nearest(ada, "kiln fired"))[0]).toMatchObject({ owner: ada });
    expect(await server.nearest(guest, "kiln fired")).toEqual([]);
  });

  it("of the old model serve until the new ones are complete, and go when no server asks for them", async () => {
    const conversation = await say(database, ada, "The kiln is fired on Mondays");
    for (let n = 0; n < 4; n += 1) await say(database, ada, `Filler ${n}`, "Noted.", conversation);
    const server = serverOn(database);
    await server.embedAll();
    const work = await server.ask("newer", 3);
    expect(work.models).toEqual(
      expect.arrayContaining([
        { model: MODEL, completed: true },
        { model: "newer", completed: false },
      ]),
    );
    await server.store(work, "newer");
    expect((await server.nearest(ada, "kiln fired"))[0]?.content).toBe("The kiln is fired on Mondays");
    expect(await server.tend(50_000, "newer")).toMatchObject({ dropped: 0 });
    await server.embedAll("newer");
    await server.ask("newer");
    // Another server may still ask with the old one.
    expect(await server.tend(50_000, "newer")).toMatchObject({ dropped: 0 });
    await database.query(
      "update private.embedding_models set asked_at = now() - interval '11 minutes' where model = $1",
      [MODEL],
    );
    while ((await server.tend(50_000, "newer")).more);
    const models = await database.query("select distinct model from private.message_vectors");
    expect(models).toEqual([{ model: "newer" }]);
    expect(await database.query("select model from private.embedding_models")).toEqual([{ model: "newer" }]);
    expect((await server.nearest(ada, "kiln fired", "newer"))[0]?.content).toBe(
      "The kiln is fired on Mondays",
    );
  });

  it("are compared whatever their rank, where messages are named", async () => {
    await say(database, ada, "The kiln is fired on Mondays");
    const server = serverOn(database);
    await server.embedAll();
    const compared = await database.query(
      `select c.cosine from private.cosines_of(
         array(select id from public.messages where owner = $1), $2, $3) c order by 1 desc`,
      [ada, text("kiln fired"), MODEL],
    );
    const near = await server.nearest(ada, "kiln fired");
    expect(compared.map((row) => Number(row["cosine"]))).toEqual(near.map(({ cosine }) => cosine));
  });

  it("of an owner who has many get an index, step by step, that finds the same", async () => {
    const conversation = await say(database, ada, "The kiln is fired on Mondays");
    for (let n = 0; n < 6; n += 1) await say(database, ada, `Thing number ${n}`, "Noted.", conversation);
    await say(database, bob, "The kiln is fired on Mondays");
    const server = serverOn(database);
    await server.embedAll();
    const exact = await server.nearest(ada, "kiln fired", MODEL, 14);
    let steps = 0;
    for (let more = true; more; steps += 1) {
      ({ more } = await server.tend(5));
      expect((await server.nearest(ada, "kiln fired", MODEL, 14)).map(({ cosine }) => cosine)).toEqual(
        exact.map(({ cosine }) => cosine),
      );
    }
    expect(steps).toBe(8);
    const indexes = await database.query("select owner from private.vector_indexes");
    expect(indexes).toEqual([{ owner: ada }]);
    // What comes later goes into it at once, and an owner who leaves takes it along.
    await say(database, ada, "The kiln was fired today", "Noted.", conversation);
    await server.embedAll();
    expect((await server.nearest(ada, "the kiln was fired today"))[0]?.content).toBe(
      "The kiln was fired today",
    );
    expect(
      await database.query("select 1 from private.message_vectors where owner = $1 and not indexed", [ada]),
    ).toEqual([]);
    await database.query("delete from auth.users where id = $1", [ada]);
    await server.tend(5);
    const left = await database.query(
      "select indexname from pg_indexes where tablename = 'message_vectors' and indexdef like '%hnsw%'",
    );
    expect(left).toEqual([]);
  });

  it("of memories are made, made anew when the words change, and found among an owner's own", async () => {
    const remember = async (owner: string, content: string) =>
      String(
        (
          await database.query(
            `insert into public.memories (owner, type, kind, content, importance, trust, token_family)
             values ($1, 'long_term', 'fact', $2, 5, 'hand_written', 'llama') returning id`,
            [owner, content],
          )
        )[0]?.["id"],
      );
    const before = await remember(ada, "The kiln is fired on Mondays");
    const server = serverOn(database);
    expect((await server.ask()).memories).toEqual([{ id: before, content: "The kiln is fired on Mondays" }]);
    await remember(bob, "The kiln is fired on Mondays");
    const storeMemories = async (reworded: string | null) => {
      const { memories } = await server.ask();
      if (reworded !== null) {
        await database.query("update public.memories set content = $1 where id = $2", [reworded, before]);
      }
      const rows = memories.map(({ id, content }) => ({
        id,
        digest: createHash("md5").update(content).digest("hex"),
        vectors: [text(content)],
      }));
      await database.query("select public.store_vectors($1, $2)", [MODEL, { messages: [], memories: rows }]);
    };
    // Reworded while its old words were being embedded: it stays in the queue.
    await storeMemories("The kiln is fired on Fridays");
    expect((await server.ask()).memories).toEqual([{ id: before, content: "The kiln is fired on Fridays" }]);
    await storeMemories(null);
    expect((await server.ask()).memories).toEqual([]);
    const nearest = (owner: string) =>
      database.query(
        "select doc_memory as id, doc_message as message from private.nearest($1, 2::smallint, $2, $3, 5)",
        [owner, text("kiln fired"), MODEL],
      );
    expect(await nearest(ada)).toEqual([{ id: before, message: null }]);
    expect(await server.state(ada)).toMatchObject({ memories: 1, models: [{ memories: 1 }] });
    const counted = await database.query("select private.vectors_of('{}', $1) as n", [[before]]);
    expect(counted).toEqual([{ n: 1 }]);
    await database.query("delete from public.memories where id = $1", [before]);
    expect(await nearest(ada)).toEqual([]);
  });

  it("are nobody's to read, not even by a function", async () => {
    for (const role of ["anon", "authenticated", "service_role"]) {
      for (const sql of [
        "select 1 from private.message_vectors",
        "select 1 from private.memory_vectors",
        "select private.nearest(gen_random_uuid(), 1::smallint, '[1]', 'm', 1)",
      ]) {
        const [row] = await database.query("select tests.outcome($1, $2, $3) as outcome", [role, ada, sql]);
        expect(row?.["outcome"], `${role}: ${sql}`).toBe("42501");
      }
    }
    const [control] = await database.query("select tests.outcome('none', $1, $2) as outcome", [
      ada,
      "select count(*) from private.message_vectors",
    ]);
    expect(control?.["outcome"]).toBe("1 rows");
  });
});

describe.skipIf(withPostgres === undefined)("vectors on a PostgreSQL without pgvector", () => {
  it("are not there, and everything that asks for them says so", async () => {
    const database = await openTestDatabase(withPostgres?.postgres ?? null);
    try {
      const [{ n } = {}] = await database.query(
        "select count(*)::int as n from pg_available_extensions where name = 'vector'",
      );
      // A machine that has pgvector runs the tests above on it instead.
      if (n !== 0) return;
      await prepare(database);
      const ada = await userOf(database);
      await say(database, ada, "The kiln is fired on Mondays");
      const server = serverOn(database);
      expect(await server.ask()).toEqual({ available: false });
      expect(await server.state(ada)).toEqual({ available: false });
      expect(await server.tend()).toEqual({ dropped: 0, indexed: 0, more: false });
      expect(await server.nearest(ada, "kiln")).toEqual([]);
      const [count] = await database.query("select private.vectors_of($1, $1) as n", [[randomUUID()]]);
      expect(count?.["n"]).toBe(0);
    } finally {
      await database.close();
    }
  });
});
