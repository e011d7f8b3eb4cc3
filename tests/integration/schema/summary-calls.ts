import type { TestDatabase } from "./test-database";
import { call } from "./turn-calls";

export type Work = {
  conversation: { summary_to: number };
  summary: { id: string; version: number; lines: { from: number }[] } | null;
  rows: { seq: number }[];
};

/** The summary in use and what comes after it. */
export async function summaryWork(
  database: TestDatabase,
  owner: string,
  conversation: string,
): Promise<Work> {
  const [row] = await database.query(
    "select summary_to::int as boundary from public.conversations where id = $1",
    [conversation],
  );
  const query = { p_owner: owner, p_conversation: conversation, p_token_limit: 1_000 };
  return (await call(database, "summary_work", { ...query, p_from: row?.["boundary"] ?? 0 })) as Work;
}

/** A version whose lines name the seqs that it was made of. */
export async function storeSummary(
  database: TestDatabase,
  version: { owner: string; conversation: string; expected: string | null; seqs: readonly number[] },
): Promise<unknown> {
  const { owner, conversation, expected, seqs } = version;
  return call(database, "store_summary", {
    p_owner: owner,
    p_conversation: conversation,
    p_expected: expected,
    p_summary: {
      from_seq: 1,
      to_seq: seqs.at(-1) ?? 0,
      lines: seqs.map((seq) => ({ text: "", from: seq, to: seq, byUser: false })),
      facts: [],
      token_count: 10,
      token_family: "llama",
      replaces: 60,
      source: "extract",
    },
  });
}

/** Puts another version to use, or none. */
export async function goBackTo(
  database: TestDatabase,
  use: { owner: string; conversation: string; expected: number | null; version: number | null },
): Promise<unknown> {
  return call(database, "use_summary", {
    p_owner: use.owner,
    p_conversation: use.conversation,
    p_expected_version: use.expected,
    p_version: use.version,
  });
}

/** Pins (or unpins) everything that can be pinned. */
export async function mark(
  database: TestDatabase,
  owner: string,
  conversation: string,
  pinned: boolean,
): Promise<void> {
  const rows = await database.query(
    "select id from public.messages where conversation = $1 and role = 'user' limit 10",
    [conversation],
  );
  const marks = rows.map(({ id }) => ({ id, pinned }));
  const query = { p_owner: owner, p_conversation: conversation, p_pin_cap: 1_000_000 };
  await call(database, "mark_messages", { ...query, p_marks: marks });
}

/** A call beside the chat, which teaches and takes of the plan. */
export async function recordCall(database: TestDatabase, owner: string, conversation: string): Promise<void> {
  await call(database, "record_call", {
    p_owner: owner,
    p_conversation: conversation,
    p_kind: "summary",
    p_finish_reason: "stop",
    p_usage: {
      provider: "groq",
      model: "a-model",
      token_family: "llama",
      source: "provider",
      prompt_tokens: 20,
      completion_tokens: 10,
      counted_prompt_tokens: 20,
      counted_completion_tokens: 10,
      latency_ms: 1,
    },
  });
}
