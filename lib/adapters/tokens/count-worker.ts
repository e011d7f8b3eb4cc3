import { parentPort, workerData } from "node:worker_threads";
import type { TokenEncoding } from "@/lib/domain/tokens/token-family";
import { TextCounter } from "./piece-counter";
import { parseRanks, type RankData } from "./rank-table";

// Runs in a worker thread, from `worker-source.ts`, which is built from this file: change it there by its test.

export type CountRequest = { id: number; encoding: TokenEncoding; text: string };
export type CountAnswer = { id: number; tokens: number };

const ranks = workerData as Record<TokenEncoding, RankData>;
const counters = new Map<TokenEncoding, TextCounter>();

parentPort?.on("message", ({ id, encoding, text }: CountRequest) => {
  const counter = counters.get(encoding) ?? new TextCounter(parseRanks(ranks[encoding]), encoding);
  counters.set(encoding, counter);
  parentPort?.postMessage({ id, tokens: counter.count(text) } satisfies CountAnswer);
});
