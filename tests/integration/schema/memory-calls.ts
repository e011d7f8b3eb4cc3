import { randomUUID } from "node:crypto";
import type { TestDatabase } from "./test-database";
import { append, call, finish, piece, type Begun as BegunTurn } from "./turn-calls";

type Json = Record<string, unknown>;

/** An index as the app makes it, of the words of a text. */
export function indexOf(text: string): Json {
  const terms = [...new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u))].filter((term) => term !== "");
  return { version: 1, terms, counts: terms.map(() => 1), length: terms.length, asks: false, timed: false };
}

export type Said = { conversation: string; turn: string; user: string; reply: string; seq: number };

export type Saying = { text: string; reply: string; conversation?: string };

/** A whole exchange, indexed as the app would. */
export async function say(database: TestDatabase, owner: string, saying: Saying): Promise<Said> {
  const { text, reply, conversation } = saying;
  const begun = (await call(database, "begin_turn", {
    p_owner: owner,
    p_client_message_id: randomUUID(),
    p_body_hash: "hash",
    p_content: text,
    p_tokens: 10,
    p_token_family: "llama",
    p_model: "a-model",
    p_tokens_reserved: 100,
    p_window_budget: 1_000,
    p_lease_s: 15,
    p_limits: LIMITS,
    p_conversation: conversation ?? null,
    p_index: indexOf(text),
  })) as Begun;
  await append(database, [
    piece(begun.turn, 0, reply),
    { ...piece(begun.turn, 1, `thinking of ${reply}`), kind: "thinking", offset: 0 },
  ]);
  await finish(database, begun.turn);
  await call(database, "index_messages", {
    p_rows: [{ id: begun.reply.id, index: indexOf(reply) }],
  });
  return {
    conversation: begun.conversation.id,
    turn: begun.turn,
    user: begun.user_message.id,
    reply: begun.reply.id,
    seq: begun.user_message.seq,
  };
}

type Begun = BegunTurn & {
  user_message: { id: string; seq: number };
  reply: { id: string };
};

const LIMITS = {
  address_hash: null,
  per_user: 100_000,
  per_address: 100_000,
  global: 100_000,
  tokens_a_day: 1_000_000_000,
  free: false,
};

/** A memory as extraction would hand it over. */
export function memoryOf(content: string, changes: Json = {}): Json {
  return {
    id: randomUUID(),
    type: "long_term",
    kind: "fact",
    content,
    importance: 5,
    reasons: [],
    metadata: {},
    topic: null,
    agent: null,
    conversation: null,
    trust: "stated",
    standing: false,
    token_count: 4,
    token_family: "llama",
    ...changes,
  };
}

export const insert = (memory: Json, message: string, content = String(memory["content"])): Json => ({
  do: "insert",
  memory,
  source: { message, content },
  index: indexOf(String(memory["content"])),
});

export const merge = (id: unknown, message: string, content: string): Json => ({
  do: "merge",
  id,
  source: { message, content },
  importance: 6,
  reasons: [],
});

/** What extraction found in a conversation, up to its end. */
export async function store(
  database: TestDatabase,
  owner: string,
  conversation: string,
  changes: readonly Json[],
): Promise<unknown> {
  const work = (await call(database, "extraction_work", {
    p_owner: owner,
    p_conversation: conversation,
  })) as { conversation: { extracted_to: number; forgotten: number }; to: number };
  return call(database, "store_memories", {
    p_owner: owner,
    p_conversation: conversation,
    p_expected_to: work.conversation.extracted_to,
    p_to: work.to,
    p_changes: changes,
    p_forgotten: work.conversation.forgotten,
  });
}

export type Receipt = {
  receipt: { id: string; what: string; counts: Record<string, number>; kept: number };
  lost: string[];
};

export async function forget(
  database: TestDatabase,
  owner: string,
  what: Json,
  keep: readonly unknown[] = [],
): Promise<Receipt> {
  return (await call(database, "forget", { p_owner: owner, p_what: what, p_keep: keep })) as Receipt;
}

/** As the owner's own token would, past all of our code. */
export async function asUser(database: TestDatabase, user: string, sql: string): Promise<void> {
  const claims = JSON.stringify({ sub: user, role: "authenticated" }).replaceAll("'", "''");
  await database.script(
    `begin; select set_config('request.jwt.claims', '${claims}', true); set local role authenticated; ${sql}; commit;`,
  );
}

/** Every table of the database in which one of these words is left, in whatever column. */
export async function whereFound(database: TestDatabase, words: readonly string[]): Promise<string[]> {
  const tables = await database.query(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
     order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await database.query(
      `select distinct w.word from ${String(name)} t, unnest($1::text[]) w (word)
       where strpos(lower(to_jsonb(t)::text), lower(w.word)) > 0`,
      [words],
    );
    found.push(...rows.map(({ word }) => `${String(word)} in ${String(name)}`));
  }
  return found.sort();
}
