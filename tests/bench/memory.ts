import { startPostgres } from "../support/postgres";
import { startEngine, type Engine, type Said } from "./memory/engine";
import { manyMemories } from "./memory/many-memories";
import { filler, plantedFacts, type PlantedFact } from "./memory/thousand-turns";
import { report, type Row } from "./report";

const TURNS = 1_000;
const EVERY = 100;
const TURNS_A_TALK = 50;
/** A planted fact is asked for again in every so many turns. */
const ASK_EVERY = 10;

type Spent = { recalled: number; used: number; items: number; usedItems: number; turns: number };

const SIZES = `select
  (select count(*) from public.memories where owner = $1) as entries,
  (select count(*) from public.memories where owner = $1 and valid_to is null) as holding,
  pg_total_relation_size('public.memories') + pg_total_relation_size('public.memory_sources') as bytes,
  pg_total_relation_size('public.search_terms') + pg_total_relation_size('public.search_docs') as index_bytes`;

/** A thousand turns over twenty conversations, fifty facts among them: how memory grows, what it costs, what is left at the end. */
async function main(): Promise<void> {
  const { server, reason } = await startPostgres();
  if (server === null) console.log(`On PGlite: ${reason}`);
  const engine = await startEngine(server);
  const label = server === null ? "PGlite" : "PostgreSQL";
  try {
    const facts = plantedFacts();
    const spent: Spent = { recalled: 0, used: 0, items: 0, usedItems: 0, turns: 0 };
    report(`${TURNS} turns on ${label}: growth for each ${EVERY}`, await replay(engine, facts, spent));
    report("Recalled text", spentRows(spent));
    report("At the end", await retention(engine, facts));
    report("With 10,000 memories", await manyMemories(engine, label));
  } finally {
    await engine.stop();
    server?.stop();
  }
}

async function replay(engine: Engine, facts: readonly PlantedFact[], spent: Spent): Promise<Row[]> {
  const rows: Row[] = [];
  let talk: string | undefined;
  let planted = 0;
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    if (turn % TURNS_A_TALK === 0) talk = undefined;
    const plants = turn % (TURNS / facts.length) === 3 ? facts[planted] : undefined;
    const asks =
      plants === undefined && turn % ASK_EVERY === 7 ? facts[(turn * 13) % Math.max(1, planted)] : undefined;
    const said = await engine.say(plants?.said ?? asks?.asked ?? filler(turn), talk);
    if (plants !== undefined) planted += 1;
    talk = said.conversationId;
    times.push(said.ms);
    await charge(engine, spent, said);
    if ((turn + 1) % EVERY !== 0) continue;
    rows.push(await sizeRow(engine, turn + 1, times.splice(0)));
    console.log(`${turn + 1} turns`);
  }
  return rows;
}

async function sizeRow(engine: Engine, turns: number, times: number[]): Promise<Row> {
  const [sizes] = await engine.query(SIZES, [engine.owner]);
  const number = (name: string) => Number(sizes?.[name] ?? 0);
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const note = `${number("holding")} hold, memories ${kb(number("bytes"))}, index ${kb(number("index_bytes"))}, turn ${median.toFixed(0)} ms`;
  return { what: `after ${turns} turns: entries`, measured: number("entries"), note };
}

function kb(bytes: number): string {
  return `${Math.round(bytes / 1_024).toLocaleString("en")} KB`;
}

/** A recalled item was used where the answer says its words. */
async function charge({ query }: Engine, spent: Spent, { recalled, reply }: Said): Promise<void> {
  spent.turns += 1;
  for (const { id, kind, tokens } of recalled) {
    const table = kind === "memory" ? "public.memories" : "public.messages";
    const [row] = await query(`select content from ${table} where id = $1`, [id]);
    const content = typeof row?.["content"] === "string" ? row["content"] : "";
    const used = sentences(content).some((sentence) => reply.includes(sentence));
    spent.recalled += tokens;
    spent.items += 1;
    if (!used) continue;
    spent.used += tokens;
    spent.usedItems += 1;
  }
}

function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/).filter((sentence) => sentence.length > 10);
}

function spentRows({ recalled, used, items, usedItems, turns }: Spent): Row[] {
  return [
    { what: "tokens a turn", measured: recalled / turns },
    { what: "tokens in all", measured: recalled },
    { what: "of them used by the answer, %", measured: (100 * used) / Math.max(1, recalled) },
    { what: "items recalled", measured: items },
    { what: "items used", measured: usedItems },
  ];
}

async function retention(engine: Engine, facts: readonly PlantedFact[]): Promise<Row[]> {
  const rows = await engine.query(
    "select content from public.memories where owner = $1 and valid_to is null",
    [engine.owner],
  );
  const contents = rows.map((row) => String(row["content"]));
  const kept = facts.filter(({ find }) => contents.some((content) => content.includes(find)));
  let right = 0;
  for (const { asked, find } of facts) if ((await engine.say(asked)).reply.includes(find)) right += 1;
  return [
    { what: `of ${facts.length} planted facts remembered`, measured: kept.length, goal: { atLeast: 48 } },
    {
      what: "answered with the exact value by `offline`, in new conversations",
      measured: right,
      goal: { atLeast: 45 },
    },
  ];
}

void main();
