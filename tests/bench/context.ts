import { randomUUID } from "node:crypto";
import { buildContext } from "@/lib/domain/context/build-context";
import { roomForHistory } from "@/lib/domain/context/context-budget";
import type { ContextRow, LeftOut } from "@/lib/domain/context/context-row";
import { openTestDatabase, type TestDatabase } from "@/tests/integration/schema/test-database";
import { report, type Row } from "./report";

const LENGTHS = [100, 1_000, 10_000, 100_000] as const;
const FIXED = { budget: 8_000, reserve: 1_500, system: 80, message: 60 };
const ROOM = roomForHistory(FIXED);
const TOKENS = 90;
const ROUNDS = 40;

/** `read`: rows in memory, pages of 8 KB in a database. */
type Reading = { length: number; ms: number; read: number; kept: number };

function storedRow(seq: number): ContextRow {
  return {
    seq,
    role: seq % 2 === 1 ? "user" : "assistant",
    kind: "chat",
    content: `What was said as number ${seq}.`,
    status: "complete",
    tokenCount: TOKENS,
    tokenFamily: "gpt-oss",
    createdAt: "2026-11-21T10:00:00.000Z",
  };
}

/** Newest first, until the next row no longer fits; `store.read` counts what was looked at. */
function readWindow(store: { length: number; read: number }): { rows: ContextRow[]; older: LeftOut | null } {
  const rows: ContextRow[] = [];
  let left = ROOM;
  for (let seq = store.length; seq > 0; seq -= 1) {
    store.read += 1;
    const row = storedRow(seq);
    left -= row.tokenCount;
    if (left < 0) return { rows, older: { messages: seq, from: 1, to: seq } };
    rows.push(row);
  }
  return { rows, older: null };
}

function buildOf(rows: readonly ContextRow[], older: LeftOut | null, length: number): number {
  const built = buildContext({
    strategy: "sliding_window",
    budget: FIXED.budget,
    reserve: FIXED.reserve,
    system: { content: "You remember.", tokens: FIXED.system },
    rows,
    older,
    current: { content: "And now?", tokens: FIXED.message, seq: length + 1, saidAt: null },
  });
  return built.kept.length;
}

function inMemory(length: number): Reading {
  const store = { length, read: 0 };
  let kept = 0;
  let ms = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    store.read = 0;
    const start = performance.now();
    const { rows, older } = readWindow(store);
    kept = buildOf(rows, older, length);
    ms = Math.min(ms, performance.now() - start);
  }
  return { length, ms, read: store.read, kept };
}

/** A conversation of so many rows, written past the turn functions, which would take minutes. */
async function fill(database: TestDatabase, length: number): Promise<{ user: string; conversation: string }> {
  const user = randomUUID();
  const conversation = randomUUID();
  await database.query(
    "insert into auth.users (id, is_anonymous, aud, role) values ($1, true, 'authenticated', 'authenticated')",
    [user],
  );
  await database.query(
    `insert into public.conversations (id, owner, agent, next_seq, message_count)
     select $1, id, default_agent, $3::int + 1, $3::int from public.profiles where id = $2`,
    [conversation, user, length],
  );
  await database.query(
    `insert into public.messages (owner, conversation, seq, role, content, token_count, token_family, status)
     select $2::uuid, $1::uuid, n, case n % 2 when 1 then 'user' else 'assistant' end,
       'What was said as number ' || n || '.', $4::int, 'gpt-oss', 'complete'
     from generate_series(1, $3::int) n`,
    [conversation, user, length, TOKENS],
  );
  return { user, conversation };
}

async function inDatabase(database: TestDatabase, length: number): Promise<Reading> {
  const { user, conversation } = await fill(database, length);
  // As autovacuum leaves it; on rows this fresh the planner itself visits up to a hundred pages for the newest seq.
  await database.script("vacuum analyze public.messages");
  const claims = JSON.stringify({ sub: user, role: "authenticated" });
  let reading: Reading = { length, ms: Infinity, read: Infinity, kept: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    await database.script("begin");
    await database.query(
      "select set_config('request.jwt.claims', $1, true), set_config('role', 'authenticated', true)",
      [claims],
    );
    const start = performance.now();
    const answers = await database.query("select public.window_rows($1, $2) as stored", [conversation, ROOM]);
    const stored = answers[0]?.["stored"] as { rows: { seq: number }[]; older: LeftOut | null };
    const kept = buildOf(
      stored.rows.map(({ seq }) => storedRow(seq)),
      stored.older,
      length,
    );
    const ms = Math.min(reading.ms, performance.now() - start);
    const read = Math.min(reading.read, await pagesRead(database, conversation));
    reading = { length, ms, read, kept };
    await database.script("commit");
  }
  return reading;
}

/** Pages that the call touches, those of the statements inside the function included. */
async function pagesRead(database: TestDatabase, conversation: string): Promise<number> {
  const answers = await database.query(
    `explain (analyze, buffers, format json) select public.window_rows('${conversation}', ${ROOM})`,
  );
  const plans = answers[0]?.["QUERY PLAN"] as { Plan: Record<string, number> }[];
  const plan = plans[0]?.Plan;
  return (plan?.["Shared Hit Blocks"] ?? NaN) + (plan?.["Shared Read Blocks"] ?? NaN);
}

function growth(label: string, unit: string, readings: readonly Reading[]): Row[] {
  const rows: Row[] = readings.map(({ length, ms, read, kept }) => ({
    what: `${label}, ${length} messages: ms`,
    measured: ms,
    note: `${read} ${unit} read, ${kept} rows kept`,
  }));
  const shortest = readings[0];
  const longest = readings.at(-1);
  if (shortest === undefined || longest === undefined) return rows;
  const span = `${shortest.length} → ${longest.length} messages`;
  rows.push(
    { what: `${label}, ${span}: times the time`, measured: longest.ms / shortest.ms, goal: { atMost: 1.5 } },
    {
      what: `${label}, ${span}: times the ${unit} read`,
      measured: longest.read / shortest.read,
      // A thousand times the rows is one or two levels more of an index, and no more rows.
      goal: { atMost: unit === "pages" ? 2 : 1.1 },
    },
  );
  return rows;
}

async function main(): Promise<void> {
  inMemory(1_000);
  const rows = growth("in memory", "rows", LENGTHS.map(inMemory));
  const database = await openTestDatabase(null);
  await database.script("alter table public.messages disable trigger user");
  await inDatabase(database, 50);
  const readings: Reading[] = [];
  for (const length of LENGTHS) readings.push(await inDatabase(database, length));
  await database.close();
  report(`Building a context of ${FIXED.budget} tokens`, [...rows, ...growth("PGlite", "pages", readings)]);
}

void main();
