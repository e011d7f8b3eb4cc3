import { randomUUID } from "node:crypto";
import { freePort, hermeticEnvironment, startStackProcess, temporaryFolder } from "../support/app";
import { newGuest } from "../support/api";
import { startFakeModel } from "../support/fake-model/server";
import { piecesOf } from "../support/fake-model/pieces";
import { report, type Row } from "./report";
import { readReply, type Target } from "./relay/load";
import { roundTrips } from "./relay/round-trips";
import { startRelayServer, type RelayServer } from "./relay/relay-server";

const STREAMS = 50;
const ROUNDS = 3;
const TOKENS_PER_SECOND = 100;
const FIRST_TOKEN_MS = 50;
const SINGLE_CALLS = 40;
const WORDS = Array.from({ length: 300 }, (_, index) => `word${index % 97}`).join(" ");
const LONG = `Say this: [[reply:${WORDS}]]`;
const SHORT = "Say this: [[reply:Hello.]]";

type Ways = Record<"pipe" | "relay" | "stored", (content: string) => Target> & {
  /** Milliseconds of the two requests to the database that come before a model call. */
  trips: () => Promise<number>;
};

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Processor milliseconds per 1,000 tokens at 50 streams; the best of three rounds, as noise only adds. */
async function cpuPerThousand(server: RelayServer, way: (content: string) => Target): Promise<number> {
  const tokens = piecesOf(WORDS).length * STREAMS;
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await server.cpuMs();
    await Promise.all(Array.from({ length: STREAMS }, () => readReply(way(LONG))));
    best = Math.min(best, (((await server.cpuMs()) - before) / tokens) * 1_000);
  }
  return best;
}

/** Median milliseconds to the first reply text, the ways taking turns so that all meet the same weather. */
async function firstTokens(ways: Ways): Promise<Record<"pipe" | "relay" | "stored" | "trips", number>> {
  const times = {
    pipe: [] as number[],
    relay: [] as number[],
    stored: [] as number[],
    trips: [] as number[],
  };
  for (let call = 0; call < SINGLE_CALLS; call += 1) {
    for (const way of ["pipe", "relay", "stored"] as const)
      times[way].push((await readReply(ways[way](SHORT))).firstMs);
    times.trips.push(await ways.trips());
  }
  return {
    pipe: median(times.pipe),
    relay: median(times.relay),
    stored: median(times.stored),
    trips: median(times.trips),
  };
}

async function measure(server: RelayServer, ways: Ways): Promise<Row[]> {
  for (const way of [ways.pipe, ways.relay, ways.stored]) await readReply(way(SHORT));
  const pipe = await cpuPerThousand(server, ways.pipe);
  const relay = await cpuPerThousand(server, ways.relay);
  const stored = await cpuPerThousand(server, ways.stored);
  const first = await firstTokens(ways);
  return [
    {
      what: "pipe, CPU ms per 1,000 tokens",
      measured: pipe,
      note: `${STREAMS} streams at ${TOKENS_PER_SECOND} tokens/s`,
    },
    { what: "relay without storage / pipe", measured: relay / pipe, goal: { atMost: 2 } },
    { what: "relay with storage / pipe", measured: stored / pipe, goal: { atMost: 4 } },
    { what: "pipe, ms to the first token", measured: first.pipe, note: `the model takes ${FIRST_TOKEN_MS}` },
    { what: "relay, ms later than the pipe", measured: first.relay - first.pipe, goal: { atMost: 2 } },
    {
      what: "with storage, ms later, less its round trips",
      measured: first.stored - first.pipe - first.trips,
      goal: { atMost: 2 },
      note: `its two requests to the database take ${first.trips.toFixed(1)} ms`,
    },
  ];
}

async function main(): Promise<void> {
  const fake = await startFakeModel({
    pace: { tokensPerSecond: TOKENS_PER_SECOND, firstTokenMs: FIRST_TOKEN_MS },
  });
  const env = {
    ...hermeticEnvironment(),
    THROUGHLINE_DATA_DIR: temporaryFolder(),
    GROQ_API_KEY: "bench",
    GROQ_BASE_URL: fake.url,
    TURNS_PER_MINUTE_USER: "100000",
    TURNS_PER_MINUTE_ADDRESS: "100000",
    TURNS_PER_MINUTE_GLOBAL: "100000",
    TOKENS_A_DAY_GUEST: "1000000000",
  };
  const stack = await startStackProcess(env, await freePort());
  const server = await startRelayServer({ ...env, SUPABASE_INTERNAL_URL: stack.url });
  try {
    const guest = await newGuest(stack, env);
    const ways: Ways = {
      pipe: (content) => ({ url: `${server.url}/pipe`, body: { content } }),
      relay: (content) => ({ url: `${server.url}/relay`, body: { content } }),
      stored: (content) => ({
        url: `${server.url}/stored`,
        headers: { authorization: `Bearer ${guest.token}` },
        body: { content, messageId: randomUUID() },
      }),
      trips: roundTrips(stack.url, env, guest),
    };
    report("The relay beside a bare pipe in the same Next server", await measure(server, ways));
  } finally {
    await server.stop();
    await stack.stop();
    await fake.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
