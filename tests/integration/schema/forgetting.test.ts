import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import {
  asUser,
  forget,
  indexOf,
  insert,
  memoryOf,
  merge,
  say,
  store,
  whereFound,
  type Said,
} from "./memory-calls";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { call, makeUser } from "./turn-calls";

const CANARIES = 50;

/** Hands out words that stand nowhere else; each is planted once at least. */
function canaries(): { next: () => string; planted: () => string[]; pet: string } {
  const planted: string[] = [];
  const run = Math.floor(Math.random() * 36 ** 6).toString(36);
  return {
    next: () => {
      planted.push(`canary${run}x${planted.length}x`);
      return planted.at(-1) ?? "";
    },
    planted: () => [...planted],
    /** Said in the second exchange, and not to be deleted with the first. */
    pet: `Tom${run}`,
  };
}

type Canaries = ReturnType<typeof canaries>;

describe.each(await backends())("forgetting on $name", ({ postgres }) => {
  let database: TestDatabase;
  let owner: string;

  beforeAll(async () => {
    database = await openTestDatabase(postgres);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    owner = await makeUser(database);
  });

  /** A version up to a seq; `word` stands in a line and a fact of each of the first two messages. */
  async function summarise(place: Said, to: number, words: readonly string[], rest = "plain"): Promise<void> {
    const [row] = await database.query("select summary from public.conversations where id = $1", [
      place.conversation,
    ]);
    await call(database, "store_summary", {
      p_owner: owner,
      p_conversation: place.conversation,
      p_expected: row?.["summary"] ?? null,
      p_summary: {
        from_seq: 1,
        to_seq: to,
        lines: [
          { text: `They said ${words.join(" ")}`, from: 1, to: 2, byUser: false },
          { text: `Later ${rest}`, from: 4, to, byUser: false },
          // A model may name the wrong message, and a user's line stands for all of them.
          { text: `Wrongly placed ${words[0] ?? ""}`, from: 4, to: 4, byUser: false },
          { text: `By hand ${words[1] ?? ""}`, from: 1, to, byUser: true },
        ],
        facts: words.map((word) => ({
          kind: "name",
          text: `is ${word}`,
          keys: [word],
          seq: 1,
          where: "summary",
        })),
        token_count: 50,
        token_family: "llama",
        replaces: 100,
        source: "extract",
        index: indexOf(words.join(" ")),
      },
    });
  }

  /** Everything that can be made of the first exchange of a conversation of three. */
  async function plant(words: Canaries): Promise<{ places: [Said, Said, Said]; kept: string[] }> {
    const many = (count: number) => Array.from({ length: count }, () => words.next());
    const first = await say(database, owner, { text: many(12).join(" "), reply: many(12).join(" ") });
    const { conversation } = first;
    await summarise(first, 2, many(5));
    const second = await say(database, owner, {
      text: `My cat is ${words.pet}`,
      reply: `Hello ${words.pet}`,
      conversation,
    });
    await summarise(first, 5, many(5));
    const third = await say(database, owner, { text: "And a dog", reply: "Fine", conversation });
    await summarise(first, 8, many(5));
    await database.query(
      "update public.messages set gist = $2, gist_tokens = 1, compressed = true where id = $1",
      [first.reply, words.next()],
    );

    const alone = memoryOf(words.next(), { topic: words.next(), metadata: { quote: words.next() } });
    const twice = memoryOf(words.next(), { topic: words.next(), metadata: { quote: words.next() } });
    const working = memoryOf(words.next(), { type: "working", kind: "goal", conversation });
    const episode = memoryOf(words.next(), { type: "episodic", kind: "episode", conversation });
    const closed = memoryOf(words.next());
    const retired = memoryOf(words.next());
    const stays = memoryOf(`The cat is ${words.pet}`);
    await store(database, owner, conversation, [
      insert(alone, first.user),
      insert(twice, first.user),
      merge(twice["id"], second.user, `The pet is ${words.pet}`),
      insert(working, first.user, words.next()),
      insert(episode, third.user),
      insert(closed, first.user),
      { do: "close", id: closed["id"], by: alone["id"] },
      insert(retired, first.user),
      insert(stays, second.user),
    ]);
    await call(database, "apply_maintenance", {
      p_owner: owner,
      p_plan: [
        { do: "prune", id: retired["id"], why: `says little: ${words.next()}` },
        { do: "move", id: alone["id"], type: "long_term", kind: "preference", why: words.next() },
        { do: "move", id: stays["id"], type: "long_term", kind: "preference", why: "it is one" },
      ],
    });
    return { places: [first, second, third], kept: [`The cat is ${words.pet}`, `The pet is ${words.pet}`] };
  }

  const contents = async () => {
    const rows = await database.query(
      'select content from public.memories where owner = $1 order by content collate "C"',
      [owner],
    );
    return rows.map(({ content }) => content);
  };

  it("plants its canaries where they can be found", async () => {
    const words = canaries();
    await plant(words);
    expect(words.planted().length).toBeGreaterThanOrEqual(CANARIES);
    const found = await whereFound(database, words.planted());
    for (const word of words.planted()) expect(found.join("\n")).toContain(word);
    const tables = new Set(found.map((line) => line.split(" in ")[1]));
    for (const table of [
      "public.messages",
      "public.summaries",
      "public.memories",
      "public.memory_sources",
      "public.maintenance_runs",
      "public.conversations",
      "public.search_docs",
      "public.search_terms",
      "public.title_terms",
      "realtime.messages",
    ])
      expect(tables).toContain(table);
  });

  it("leaves nothing of a message, and all that others said", async () => {
    const words = canaries();
    const { places, kept } = await plant(words);
    const [first, second] = places;
    const { receipt, lost } = await forget(database, owner, { message: first.reply });
    expect(await whereFound(database, words.planted())).toEqual([]);
    expect(await contents()).toEqual(kept);
    expect(receipt).toMatchObject({ what: "messages", kept: 0, counts: { conversations: 0, messages: 3 } });
    expect(receipt.counts["memories"]).toBe(5);
    expect(lost).toEqual([first.conversation]);
    const [row] = await database.query(
      `select title, message_count, summary_version, cardinality(recent_replies) as replies, total_tokens::int as total,
         (select lines from public.summaries s where s.id = c.summary) as lines
       from public.conversations c where id = $1`,
      [first.conversation],
    );
    expect(row).toEqual({
      title: `My cat is ${words.pet}`,
      message_count: 4,
      summary_version: 3,
      replies: 2,
      total: 90,
      lines: [{ text: "Later plain", from: 4, to: 8, byUser: false }],
    });
    await forget(database, owner, { message: second.user });
    expect(await whereFound(database, [words.pet])).toEqual([]);
  });

  it.each(["forget", "the owner's own token"])(
    "leaves nothing of a conversation deleted by %s",
    async (way) => {
      const words = canaries();
      const { places } = await plant(words);
      const [{ conversation }] = places;
      const before = await database.query(
        "select count(*)::int as n from public.deletions where owner = $1",
        [owner],
      );
      if (way === "forget") await forget(database, owner, { conversation });
      else await asUser(database, owner, `delete from public.conversations where id = '${conversation}'`);
      expect(await whereFound(database, [...words.planted(), words.pet])).toEqual([]);
      expect(await contents()).toEqual([]);
      const receipts = await database.query("select what, counts from public.deletions where owner = $1", [
        owner,
      ]);
      expect([before[0]?.["n"], receipts]).toEqual([
        0,
        [
          {
            what: "conversation",
            counts: expect.objectContaining({
              conversations: 1,
              messages: 9,
              memories: 7,
              summaries: 3,
            }) as unknown,
          },
        ],
      ]);
    },
  );

  it("leaves nothing of memories that nobody said, nor of what was made of them", async () => {
    const words = canaries();
    const said = await say(database, owner, { text: "Nothing much", reply: "Fine" });
    const one = memoryOf(words.next(), { topic: words.next(), trust: "hand_written" });
    const other = memoryOf(words.next(), { trust: "hand_written" });
    const add = (memory: object) =>
      call(database, "add_memory", {
        p_owner: owner,
        p_memory: memory,
        p_index: indexOf(JSON.stringify(memory)),
      });
    await add(one);
    await add(other);
    const made = memoryOf(words.next());
    await call(database, "apply_maintenance", {
      p_owner: owner,
      p_plan: [
        { do: "insert", memory: made, index: indexOf("made"), from: [one["id"]], why: words.next() },
        { do: "merge", into: one["id"], ids: [other["id"]], importance: 7, reasons: [], why: words.next() },
      ],
    });
    expect(await whereFound(database, words.planted())).not.toEqual([]);
    const { receipt } = await forget(database, owner, { memories: [one["id"]] });
    expect(await whereFound(database, words.planted())).toEqual([]);
    expect(receipt).toMatchObject({ what: "memories", counts: { memories: 3, messages: 0 } });
    expect(said.seq).toBe(1);
  });

  it("leaves nothing of all memories", async () => {
    const words = canaries();
    const { places } = await plant(words);
    const memories = await database.query("select content from public.memories where owner = $1", [owner]);
    await forget(database, owner, { all: true });
    const tables = await whereFound(
      database,
      memories.map(({ content }) => String(content)),
    );
    expect(tables).toEqual([]);
    const [row] = await database.query(
      "select bool_and(forgotten) as forgotten from public.messages where conversation = $1 and kind = 'chat'",
      [places[0].conversation],
    );
    expect(row).toEqual({ forgotten: true });
  });

  it("keeps a memory by hand, in its words alone", async () => {
    const words = canaries();
    const said = await say(database, owner, { text: words.next(), reply: words.next() });
    const memory = memoryOf("Likes tea", { topic: words.next(), metadata: { quote: words.next() } });
    await store(database, owner, said.conversation, [insert(memory, said.user, words.next())]);
    const { receipt } = await forget(database, owner, { message: said.user }, [memory["id"]]);
    expect(receipt).toMatchObject({ kept: 1, counts: { memories: 0 } });
    expect(await whereFound(database, words.planted())).toEqual([]);
    const rows = await database.query(
      "select content, trust, (select count(*)::int from public.memory_sources s where s.memory = m.id) as sources from public.memories m where owner = $1",
      [owner],
    );
    expect(rows).toEqual([{ content: "Likes tea", trust: "hand_written", sources: 0 }]);
  });

  it("stores nothing that was read before", async () => {
    const words = canaries();
    const first = await say(database, owner, { text: words.next(), reply: words.next() });
    const { conversation } = first;
    const second = await say(database, owner, { text: "Next", reply: "Yes", conversation });
    const work = (await call(database, "extraction_work", {
      p_owner: owner,
      p_conversation: conversation,
    })) as {
      conversation: { forgotten: number };
      to: number;
    };
    await forget(database, owner, { message: first.user });
    const late = { p_owner: owner, p_conversation: conversation, p_expected_to: 0, p_to: work.to };
    const changes = [insert(memoryOf(words.planted()[0] ?? ""), second.user)];
    const forgotten = work.conversation.forgotten;
    const stored = await call(database, "store_memories", {
      ...late,
      p_changes: changes,
      p_forgotten: forgotten,
    });
    expect(stored).toBeNull();
    const summary = {
      from_seq: 1,
      to_seq: 5,
      lines: [{ text: words.planted()[0], from: 4, to: 5, byUser: false }],
      facts: [],
      token_count: 1,
      token_family: "llama",
      replaces: 1,
      source: "extract",
    };
    const put = (more: object) =>
      call(database, "store_summary", {
        p_owner: owner,
        p_conversation: conversation,
        p_expected: null,
        p_summary: { ...summary, ...more },
      });
    await expect(put({ forgotten })).rejects.toThrow("summary_outdated");
    expect(await whereFound(database, words.planted())).toEqual([]);
    expect(await put({ lines: [], forgotten: forgotten + 1 })).toMatchObject({ version: 1 });
  });
});
