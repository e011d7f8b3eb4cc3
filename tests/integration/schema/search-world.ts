import { randomUUID } from "node:crypto";
import { seededRandom } from "@/tests/support/rounds";
import type { TestDatabase } from "./test-database";
import { makeUser } from "./turn-calls";

/** A message as the tests know it, beside the database. */
export type Said = {
  doc: number;
  conversation: string;
  seq: number;
  role: "user" | "assistant";
  at: string;
  words: readonly string[];
};

export type History = { owner: string; said: readonly Said[] };

/** How many messages of the history have a word, spread evenly over it. */
export type Frequencies = Readonly<Record<string, number>>;

/**
 * A history of two conversations, stored past the triggers and indexed. Dates do not follow the order of indexing, and some
 * messages were said at the same time, as with imports.
 */
export async function fillSearch(
  database: TestDatabase,
  messages: number,
  frequencies: Frequencies,
  seed = 1,
): Promise<History> {
  const owner = await makeUser(database);
  const conversations = [randomUUID(), randomUUID()];
  await database.query(
    `insert into public.conversations (id, owner, agent, title, next_seq, message_count)
     select c, p.id, p.default_agent, 'Filled', $3::int, $3::int from public.profiles p, unnest($2::uuid[]) c where p.id = $1`,
    [owner, conversations, messages],
  );
  const said = makeUp(messages, frequencies, conversations, seededRandom(seed));
  await database.script("alter table public.messages disable trigger user");
  for (let at = 0; at < said.length; at += 4_000) await store(database, owner, said.slice(at, at + 4_000));
  await database.script("alter table public.messages enable trigger user");
  await database.query(
    `insert into public.search_terms (owner, kind, term, doc, tf, len)
     select d.owner, d.kind, t.term, d.doc, t.tf, d.len
     from public.search_docs d, unnest(d.terms, d.counts) t (term, tf) where d.owner = $1`,
    [owner],
  );
  await database.query(
    `insert into public.search_stats (owner, kind, next_doc, docs, total_len)
     select owner, 1, max(doc) + 1, count(*), sum(len) from public.search_docs where owner = $1 group by owner`,
    [owner],
  );
  return { owner, said };
}

function makeUp(
  messages: number,
  frequencies: Frequencies,
  conversations: readonly string[],
  random: () => number,
): Said[] {
  const start = Date.UTC(2025, 0, 1);
  return Array.from({ length: messages }, (_, index) => {
    const words = Object.entries(frequencies).flatMap(([word, count]) => {
      const has = Math.floor(((index + 1) * count) / messages) > Math.floor((index * count) / messages);
      return has ? Array.from({ length: 1 + Math.floor(random() * 3) }, () => word) : [];
    });
    const filler = Array.from(
      { length: 1 + Math.floor(random() * 8) },
      () => `f${Math.floor(random() * 500)}`,
    );
    // Within three days of its place, by the hour: some fall together.
    const hour = index * 2 + Math.floor((random() - 0.5) * 72);
    return {
      doc: index + 1,
      conversation: conversations[Math.floor((index * conversations.length) / messages)] ?? "",
      seq: index + 1,
      role: index % 2 === 0 ? "user" : "assistant",
      at: new Date(start + hour * 3_600_000).toISOString(),
      words: [...words, ...filler],
    };
  });
}

async function store(database: TestDatabase, owner: string, said: readonly Said[]): Promise<void> {
  const rows = said.map((one) => {
    const counts = countsOf(one.words);
    return {
      ...one,
      id: randomUUID(),
      content: one.words.join(" "),
      terms: [...counts.keys()],
      counts: [...counts.values()],
    };
  });
  await database.query(
    `insert into public.messages
       (id, owner, conversation, seq, role, content, token_count, token_family, status, index_version, created_at)
     select r.id, $1, r.conversation, r.seq, r.role, r.content, 10, 'llama', 'complete', 1, r.at
     from jsonb_to_recordset($2) r (id uuid, conversation uuid, seq bigint, role text, content text, at timestamptz)`,
    [owner, rows],
  );
  await database.query(
    `insert into public.search_docs
       (owner, kind, doc, message, conversation, seq, role, created_at, len, terms, counts, version)
     select $1, 1, r.doc, r.id, r.conversation, r.seq, r.role, r.at, array_length(r.words, 1), r.terms, r.counts, 1
     from jsonb_to_recordset($2) r (
       doc bigint, id uuid, conversation uuid, seq bigint, role text, at timestamptz, words text[], terms text[],
       counts smallint[]
     )`,
    [owner, rows],
  );
}

export function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

export type Found = {
  rows: { doc: number; score: number; created_at: string; content: string }[];
  terms: { term: string; df: number; capped: boolean }[];
  docs: number;
};

type Query = Record<string, unknown>;

/** What `search_messages` answers somebody. */
export async function find(
  database: TestDatabase,
  owner: string,
  terms: readonly string[],
  more: Query = {},
): Promise<Found> {
  const claims = JSON.stringify({ sub: owner, role: "authenticated" });
  await database.query("select set_config('request.jwt.claims', $1, false)", [claims]);
  const query = { terms: terms.map((term) => ({ term })), ...more };
  const [row] = await database.query("select public.search_messages($1) as found", [query]);
  return row?.["found"] as Found;
}
