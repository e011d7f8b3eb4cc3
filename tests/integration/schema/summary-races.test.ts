import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backends } from "@/tests/support/backends";
import { rounds, seededRandom } from "@/tests/support/rounds";
import { summaryWork, storeSummary, goBackTo, type Work } from "./summary-calls";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { append, begin, finish, makeUser, piece } from "./turn-calls";

const servers = (await backends()).filter(({ postgres }) => postgres !== null);
const RACES = rounds({ full: 1_000, quick: 100 });
const CONVERSATIONS = 10;

/** What a version says in these tests: the seqs that it was made of, each version from the one before and raw rows. */
type Said = number[];

function said({ summary }: Work): Said {
  return summary === null ? [] : summary.lines.map(({ from }) => from);
}

/** A version that covers one turn more. */
function next(work: Work): Said {
  return [...said(work), ...work.rows.slice(0, 2).map(({ seq }) => seq)];
}

describe.each(servers)("two summarisers of one conversation on $name", ({ postgres }) => {
  let database: TestDatabase;
  let owner: string;

  beforeAll(async () => {
    database = await openTestDatabase(postgres, 24);
    await database.query("alter system set deadlock_timeout = '50ms'");
    await database.query("select pg_reload_conf()");
    owner = await makeUser(database);
  });
  afterAll(() => database.close());

  async function turn(conversation?: string): Promise<string> {
    const begun = await begin(database, owner, conversation === undefined ? {} : { conversation });
    await append(database, [piece(begun.turn, 0)]);
    await finish(database, begun.turn);
    return begun.conversation.id;
  }

  /** Where the summary in use ends, whatever two readers of the same state have made of it. */
  async function race(conversation: string, undo: boolean): Promise<string[]> {
    const works = await Promise.all([
      summaryWork(database, owner, conversation),
      summaryWork(database, owner, conversation),
    ]);
    const running = works.map(async (work) => {
      const expected = work.summary?.id ?? null;
      const stored = await storeSummary(database, { owner, conversation, expected, seqs: next(work) });
      return stored === null ? "lost" : "stored";
    });
    const seen = works[0].summary?.version ?? null;
    const back = async () => {
      const used = await goBackTo(database, { owner, conversation, expected: seen, version: null });
      return used === null ? "lost" : "undone";
    };
    // Going back from none to none takes nothing from a summariser.
    return Promise.all(
      undo && seen !== null ? [...running, back()] : [...running, turn(conversation).then(() => "said")],
    );
  }

  async function holds(conversation: string): Promise<void> {
    const work = await summaryWork(database, owner, conversation);
    const to = work.conversation.summary_to;
    expect(said(work)).toEqual(Array.from({ length: to }, (_, index) => index + 1));
    expect(work.rows[0]?.seq ?? to + 1).toBe(to + 1);
    const versions = await database.query(
      "select version, from_seq::int, to_seq::int, messages, jsonb_array_length(lines) as lines from public.summaries where conversation = $1 order by version",
      [conversation],
    );
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
    for (const { to_seq: end, messages, lines, from_seq: start } of versions) {
      expect([start, messages, lines]).toEqual([1, end, end]);
    }
  }

  it(`leaves no message uncovered or doubly covered, in ${RACES} races`, async () => {
    const random = seededRandom(20_261_121);
    await Promise.all(
      Array.from({ length: CONVERSATIONS }, async () => {
        const conversation = await turn();
        for (let left = RACES / CONVERSATIONS; left > 0; left -= 1) {
          await turn(conversation);
          const outcomes = await race(conversation, random() < 0.2);
          expect(outcomes.filter((outcome) => ["stored", "undone"].includes(outcome))).toHaveLength(1);
        }
        await holds(conversation);
      }),
    );
  }, 300_000);
});
