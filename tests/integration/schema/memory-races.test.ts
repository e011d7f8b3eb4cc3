import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import { rounds } from "@/tests/support/rounds";
import { forget, insert, memoryOf, say, store, whereFound, type Said } from "./memory-calls";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { call, makeUser } from "./turn-calls";

const servers = (await backends()).filter(({ postgres }) => postgres !== null);
const RACES = rounds({ full: 400, quick: 40 });

type Work = { conversation: { extracted_to: number; forgotten: number }; to: number; rows: { id: string }[] };

describe.each(servers)("memories that two of us write on $name", ({ postgres }) => {
  let database: TestDatabase;
  let owner: string;

  beforeAll(async () => {
    database = await openTestDatabase(postgres, 24);
    await database.query("alter system set deadlock_timeout = '50ms'");
    await database.query("select pg_reload_conf()");
    owner = await makeUser(database);
  });
  afterAll(() => database.close());

  const read = (conversation: string) =>
    call(database, "extraction_work", { p_owner: owner, p_conversation: conversation }) as Promise<Work>;

  /** One memory for each row that was read. */
  async function extract(conversation: string, work: Work, words: string): Promise<boolean> {
    const stored = await call(database, "store_memories", {
      p_owner: owner,
      p_conversation: conversation,
      p_expected_to: work.conversation.extracted_to,
      p_to: work.to,
      p_changes: work.rows.map(({ id }) => insert(memoryOf(`${words} ${id}`), id)),
      p_forgotten: work.conversation.forgotten,
    });
    return stored !== null;
  }

  it(`takes memories from every message once, in ${RACES} races of two extractions`, async () => {
    const first = await say(database, owner, { text: "One", reply: "Un" });
    const { conversation } = first;
    for (let left = RACES; left > 0; left -= 1) {
      await say(database, owner, { text: "More", reply: "Encore", conversation });
      const works = await Promise.all([read(conversation), read(conversation)]);
      const outcomes = await Promise.all(
        works.map((work, index) => extract(conversation, work, `by ${index}`)),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    }
    const [row] = await database.query(
      `select count(*)::int as messages, count(s.memory)::int as sources, count(distinct s.message)::int as said
       from public.messages m left join public.memory_sources s on s.message = m.id
       where m.conversation = $1 and m.kind = 'chat'`,
      [conversation],
    );
    expect(row).toEqual({ messages: 2 * RACES + 2, sources: 2 * RACES + 2, said: 2 * RACES + 2 });
  }, 300_000);

  it(`leaves nothing of a message that is deleted while it is read, in ${RACES} races`, async () => {
    const seeds = await Promise.all(
      Array.from({ length: RACES }, async (_, index) => {
        const word = `race${index}word`;
        const said = await say(database, owner, { text: `I said ${word}`, reply: "Yes" });
        return { word, said };
      }),
    );
    const race = async ({ word, said }: { word: string; said: Said }) => {
      const work = await read(said.conversation);
      await Promise.all([
        extract(said.conversation, work, word),
        forget(database, owner, { message: said.user }),
      ]);
    };
    for (const seed of seeds) await race(seed);
    expect(
      await whereFound(
        database,
        seeds.map(({ word }) => word),
      ),
    ).toEqual([]);
  }, 300_000);

  it("deletes two sources of one memory at the same time without a trace or a deadlock", async () => {
    for (let left = RACES; left > 0; left -= 1) {
      const word = `pair${left}word`;
      const [one, two] = await Promise.all([
        say(database, owner, { text: `First ${word}`, reply: "Yes" }),
        say(database, owner, { text: `Second ${word}`, reply: "Yes" }),
      ]);
      const memory = memoryOf(`Says ${word}`);
      await store(database, owner, one.conversation, [insert(memory, one.user)]);
      const source = { message: two.user, content: `Says ${word} again` };
      await store(database, owner, two.conversation, [
        { do: "merge", id: memory["id"], source, importance: 6 },
      ]);
      await Promise.all([
        forget(database, owner, { conversation: one.conversation }),
        forget(database, owner, { message: two.user }),
      ]);
      expect(await whereFound(database, [word])).toEqual([]);
    }
  }, 300_000);
});
