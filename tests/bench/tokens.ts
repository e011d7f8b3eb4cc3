import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setImmediate as nextTick } from "node:timers/promises";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { getEncoding } from "js-tiktoken";
import { get_encoding } from "tiktoken";
import { createIncrementalCounter, createTokenCounter } from "@/lib/adapters/tokens/tiktoken-counter";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import { report, type Row } from "./report";

const ENCODING = "o200k_base";
const PLAIN = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };
const MEBIBYTE = "a".repeat(1024 * 1024);

type Peer = { name: string; count: (text: string) => number };
const ours = createTokenCounter(ENCODING);
const js = getEncoding(ENCODING);
const wasm = get_encoding(ENCODING);
const PEERS: readonly Peer[] = [
  { name: "js-tiktoken", count: (text) => js.encode(text, [], []).length },
  { name: "gpt-tokenizer", count: (text) => countTokens(text, PLAIN) },
  { name: "tiktoken (WASM)", count: (text) => wasm.encode(text, [], []).length },
];

const ROUNDS = 30;
let differences = 0;

/** English as people write it: the whole sentences in the read-me files of the installed packages. */
function prose(): string {
  const modules = path.resolve("node_modules");
  const sentences: string[] = [];
  for (const name of readdirSync(modules).sort()) {
    const file = path.join(modules, name, "README.md");
    if (!existsSync(file)) continue;
    const words = readFileSync(file, "utf8").replaceAll(
      /```[^]*?```|`[^`\n]*`|<[^>]*>|\]\([^)]*\)|[[\]*\uFEFF]/g,
      "",
    );
    sentences.push(...words.split("\n").filter((line) => /^[A-Z][^|/]{60,}[.!?:]$/.test(line)));
  }
  return sentences.join("\n");
}

/** Texts of their own, as they come from a database or a socket, not views into one long text. */
function cut(text: string, size: number, many: number): string[] {
  const texts: string[] = [];
  for (let i = 0; i < many; i += 1) texts.push(Buffer.from(text.slice(i * size, (i + 1) * size)).toString());
  return texts;
}

function millisecondsOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function timeAll(texts: readonly string[], count: Peer["count"]): { ms: number; counts: number[] } {
  const counts: number[] = [];
  const ms = millisecondsOf(() => {
    for (const text of texts) counts.push(count(text));
  });
  return { ms, counts };
}

/** The quickest of some rounds, because other work on the machine only ever adds. */
function againstPeers(label: string, texts: readonly string[]): Row[] {
  const all: readonly Peer[] = [{ name: "ours", count: (text) => ours.count(text) }, ...PEERS];
  const fastest = new Map<string, number>();
  const counts = new Map<string, number[]>();
  for (const { name, count } of all) {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { ms, counts: found } = timeAll(texts, count);
      fastest.set(name, Math.min(ms, fastest.get(name) ?? Infinity));
      counts.set(name, found);
    }
  }
  const mine = fastest.get("ours") ?? NaN;
  return PEERS.map(({ name }) => {
    const theirs = fastest.get(name) ?? NaN;
    const different = counts.get(name)?.filter((tokens, i) => tokens !== counts.get("ours")?.[i]).length ?? 0;
    differences += different;
    const note = `ours ${mine.toFixed(1)} ms, theirs ${theirs.toFixed(1)} ms, ${different} counts differ`;
    const row = { what: `${label}: times as fast as ${name}`, measured: theirs / mine, note };
    return name === "js-tiktoken" ? { ...row, goal: { atLeast: 15 } } : row;
  });
}

function countLive(text: string): number {
  const live = createIncrementalCounter(ENCODING);
  for (let at = 0; at < text.length; at += 4) live.push(text.slice(at, at + 4));
  return live.total;
}

function liveAgainstFinal(label: string, texts: readonly string[]): Row {
  let live = 0;
  let final = 0;
  for (const [i, text] of texts.entries()) {
    const counts = { live: 0, final: 0 };
    const runLive = () => (live += millisecondsOf(() => (counts.live = countLive(text))));
    const runFinal = () => (final += millisecondsOf(() => (counts.final = ours.count(text))));
    // Whoever comes second finds the pieces in the cache: take turns.
    for (const run of i % 2 === 0 ? [runLive, runFinal] : [runFinal, runLive]) run();
    if (counts.live !== counts.final) differences += 1;
  }
  return {
    what: `${label}: live count, 4 characters a push, in final counts`,
    measured: live / final,
    goal: { atMost: 12 },
    note: `live ${live.toFixed(1)} ms, final ${final.toFixed(1)} ms`,
  };
}

function hundredKilobytes(): Row[] {
  const units = [
    "a",
    "A",
    " ",
    "\n",
    "!",
    "0",
    "中",
    "A中",
    "न",
    "🙂",
    "\u0301",
    "\uD800",
    "QmFzZTY0",
    "'s ",
  ];
  const times = units.map((unit) => {
    const text = unit.repeat(Math.ceil(100_000 / Buffer.byteLength(unit)));
    const ms = Math.min(...[1, 2, 3].map(() => millisecondsOf(() => ours.count(text))));
    return { unit, ms };
  });
  times.sort((a, b) => b.ms - a.ms);
  const worst = times[0];
  if (worst === undefined) return [];
  const what = "100 KB of one thing, slowest of them, in ms";
  return [
    { what, measured: worst.ms, goal: { atMost: 250 }, note: `${JSON.stringify(worst.unit)} repeated` },
  ];
}

/**
 * The longest the event loop stood still while the port counted 1 MiB of one character, its worker's start included;
 * the best of some rounds, because a busy machine stops everybody.
 */
async function blockThroughPort(): Promise<Row> {
  const longest: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const port = createCounterPort();
    const counting = { done: false };
    const counted = port.countText("gpt-oss", MEBIBYTE).finally(() => (counting.done = true));
    longest.push(await longestTurn(() => counting.done));
    if ((await counted) !== MEBIBYTE.length / 8) differences += 1;
  }
  return {
    what: "1 MiB of one character through the port: longest block, in ms",
    measured: Math.min(...longest),
    goal: { atMost: 50 },
    note: `in ${longest.length} rounds: ${longest.map((ms) => ms.toFixed(1)).join(", ")}`,
  };
}

async function longestTurn(done: () => boolean): Promise<number> {
  let longest = 0;
  let last = performance.now();
  while (!done()) {
    await nextTick();
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }
  return longest;
}

async function main(): Promise<void> {
  const text = prose();
  const warmUp = cut(text, 10_000, 10);
  for (const { count } of PEERS) timeAll(warmUp, count);
  timeAll(warmUp, (each) => ours.count(each));
  for (const each of warmUp) countLive(each);

  const fresh = text.slice(warmUp.join("").length);
  const rows = [
    ...againstPeers("1 KB of prose", cut(fresh, 1_000, 50)),
    ...againstPeers("10 KB of prose", cut(fresh.slice(50_000), 10_000, 6)),
    liveAgainstFinal("10 KB of new prose", cut(fresh.slice(110_000), 10_000, 10)),
    ...hundredKilobytes(),
    await blockThroughPort(),
  ];
  report(`Counting tokens (${ENCODING})`, rows);
  if (differences > 0) {
    console.log(`\n${differences} counts differ.`);
    process.exitCode = 1;
  }
}

void main();
