import { randomUUID } from "node:crypto";
import { buildContext, roomFor } from "@/lib/domain/context/build-context";
import type { ContextInput } from "@/lib/domain/context/context-input";
import type { ContextRow, LeftOut } from "@/lib/domain/context/context-row";
import { UNSCALED } from "@/lib/domain/context/scale";
import { openTestDatabase, type TestDatabase } from "@/tests/integration/schema/test-database";
import type { Row } from "../report";
import { installedPeers, type PeerMessage, type PeerWindow } from "./peers";
import { FAMILY, plainRow } from "./scripted-talk";

const LENGTHS = [100, 1_000, 10_000, 100_000] as const;
const TOKENS = 90;
const ROUNDS = 40;
const CALL = {
  strategy: "sliding_window",
  budget: 8_000,
  reserve: 1_500,
  scale: UNSCALED,
  system: {
    family: FAMILY,
    revision: 1,
    instructions: { text: "You remember.", tokens: 13 },
    joinedTokens: 14,
    pinsHeading: { text: "", tokens: 0 },
    pins: [],
    summary: null,
  },
  windowSize: null,
} satisfies Partial<ContextInput>;
const ROOM = roomFor({ ...CALL, current: { tokens: 60 } }, []);

/** `read`: rows in memory, pages of 8 KB in a database. */
type Reading = { length: number; ms: number; read: number; kept: number };

/** How the time to build a context grows with the history: in memory, through PGlite, and somebody else's. */
export async function buildTimes(): Promise<Row[]> {
  inMemory(1_000);
  const memory = LENGTHS.map(inMemory);
  const database = await openTestDatabase(null);
  await database.script("alter table public.messages disable trigger user");
  await inDatabase(database, 50);
  const readings: Reading[] = [];
  for (const length of LENGTHS) readings.push(await inDatabase(database, length));
  await database.close();
  return [
    ...growth("in memory", "rows", memory),
    ...growth("PGlite", "pages", readings),
    ...(await peerTimes(memory)),
  ];
}

function storedRow(seq: number): ContextRow {
  return plainRow(seq, seq % 2 === 1 ? "user" : "assistant", `What was said as number ${seq}.`, TOKENS);
}

/** Newest first, until the next row no longer fits; `store.read` counts what was looked at. */
function readWindow(store: { length: number; read: number }): { rows: number[]; older: LeftOut | null } {
  const rows: number[] = [];
  let left = ROOM;
  for (let seq = store.length; seq > 0; seq -= 1) {
    store.read += 1;
    left -= TOKENS;
    if (left < 0) return { rows, older: { messages: seq, from: 1, to: seq } };
    rows.push(seq);
  }
  return { rows, older: null };
}

function buildOf(rows: readonly ContextRow[], older: LeftOut | null, length: number): number {
  const current = { content: "And now?", tokens: 60, seq: length + 1, saidAt: null };
  return buildContext({ ...CALL, rows, older, windowFrom: 0, current }).kept.length;
}

function inMemory(length: number): Reading {
  const stored = new Map<number, ContextRow>();
  for (let seq = Math.max(1, length - 200); seq <= length; seq += 1) stored.set(seq, storedRow(seq));
  const store = { length, read: 0 };
  let kept = 0;
  let ms = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    store.read = 0;
    const start = performance.now();
    const { rows, older } = readWindow(store);
    kept = buildOf(
      rows.map((seq) => stored.get(seq) ?? storedRow(seq)),
      older,
      length,
    );
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

/** The same histories, all of them in memory already, through the windows of others. */
async function peerTimes(memory: readonly Reading[]): Promise<Row[]> {
  const rows: Row[] = [];
  const { peers, missing } = await installedPeers();
  for (const peer of peers) {
    for (const { length, ms } of memory) rows.push(await peerRow(peer, length, ms));
  }
  for (const name of missing) rows.push({ what: `${name}: not installed`, measured: NaN });
  return rows;
}

async function peerRow(peer: PeerWindow, length: number, ours: number): Promise<Row> {
  const what = `${peer.name}, ${length} messages: times our time`;
  if (length > peer.longest) return { what, measured: NaN, note: "not measured: it takes minutes" };
  const history: PeerMessage[] = [{ role: "system", content: "You remember.", tokens: 80 }];
  for (let seq = 1; seq <= length; seq += 1) {
    const { content } = storedRow(seq);
    history.push({ role: seq % 2 === 1 ? "user" : "assistant", content, tokens: TOKENS });
  }
  let best = Infinity;
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now();
    await peer.trim(history, CALL.budget - CALL.reserve);
    best = Math.min(best, performance.now() - start);
  }
  return {
    what,
    measured: best / ours,
    ...(peer.isGoal && length >= 1_000 ? { goal: { atLeast: 1_000 } } : {}),
    note: `${best.toFixed(2)} ms`,
  };
}
