import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";
import { Api, newGuest } from "../../support/api";
import {
  freePort,
  hermeticEnvironment,
  startFrontProcess,
  startStackProcess,
  temporaryFolder,
} from "../../support/app";
import type { Environment } from "../../support/app";
import { fillStatements } from "../../support/fill-history";
import { startPostgres } from "../../support/postgres";
import type { Row } from "../report";

const LENGTHS = [10_000, 100_000];
const CALLS = 60;
const DRAFT = "And what happens to the daily rollups? They are kept for two years.";

type Statement = (sql: string) => Promise<unknown>;

type Place = {
  label: string;
  goal: number;
  env: Environment;
  fill: (run: (statement: Statement) => Promise<void>) => Promise<void>;
};

/** Milliseconds that 95 of 100 answers of POST /api/context take, and the first page of messages, in a long conversation. */
async function measure({ label, goal, env, fill }: Place): Promise<Row[]> {
  const rows: Row[] = [];
  const port = await freePort();
  let stack = await startStackProcess(env, port);
  let front = await startFrontProcess(env, stack, port);
  try {
    const guest = await newGuest(stack, env);
    let filled = 0;
    const api = new Api(front.url, guest.token);
    const { accepted } = await api.say("Where does the tram leave?");
    const id = accepted.conversationId;
    for (const length of LENGTHS) {
      await front.stop();
      await stack.stop();
      await fill(async (statement) => {
        for (const sql of fillStatements(id, length - filled)) await statement(sql);
        await statement("vacuum analyze public.messages");
      });
      filled = length;
      stack = await startStackProcess(env, port, stack.port);
      front = await startFrontProcess(env, stack, port);
      for (const include of ["counts", "contents"] as const) {
        const body = { conversationId: id, draft: DRAFT, include };
        rows.push({
          what: `${label}, ${length.toLocaleString("en")} messages: forecast (${include}), ms p95`,
          measured: await p95(() => api.json("POST", "/api/context", body)),
          ...(length === 10_000 ? { goal: { atMost: goal } } : {}),
        });
      }
      rows.push({
        what: `${label}, ${length.toLocaleString("en")} messages: first page, ms p95`,
        measured: await p95(() => api.json("GET", `/api/conversations/${id}/messages?limit=50`)),
      });
    }
  } finally {
    await front.stop();
    await stack.stop();
  }
  return rows;
}

async function p95(call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  await call();
  for (let n = 0; n < CALLS; n += 1) {
    const began = performance.now();
    await call();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(CALLS * 0.95)] ?? Number.NaN;
}

/** The forecast of the next call over HTTP, on PGlite and on PostgreSQL. */
export async function forecasts(): Promise<Row[]> {
  const folder = temporaryFolder();
  const base = { ...hermeticEnvironment(), THROUGHLINE_DATA_DIR: folder };
  const rows = await measure({
    label: "PGlite",
    goal: 150,
    env: base,
    fill: async (run) => {
      const database = await PGlite.create(path.join(folder, "pglite"));
      await run((sql) => database.exec(sql));
      await database.close();
    },
  });
  const { server } = await startPostgres();
  if (!server) return rows;
  const url = await server.createDatabase();
  rows.push(
    ...(await measure({
      label: "PostgreSQL",
      goal: 50,
      env: { ...base, THROUGHLINE_DATA_DIR: temporaryFolder(), LOCAL_DATABASE_URL: url },
      fill: async (run) => {
        const sql = postgres(url, { max: 1, onnotice: () => undefined });
        await run((text) => sql.unsafe(text));
        await sql.end();
      },
    })),
  );
  server.stop();
  return rows;
}
