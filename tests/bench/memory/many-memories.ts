import { randomUUID } from "node:crypto";
import { importanceOf } from "@/lib/domain/memory/importance";
import { likeTerms, memoryIndex } from "@/lib/domain/memory/memory-terms";
import { memoryId } from "@/types/memory-api";
import type { Row } from "../report";
import type { Engine } from "./engine";

/** The most that a user may have, less what a thousand turns leave. */
const MEMORIES = 9_700;
const CALLS = 40;
const AT_ONCE = 20;

/** How quick memory is with 10,000 entries of one user: in milliseconds, 95 of 100. */
export async function manyMemories(engine: Engine, label: string): Promise<Row[]> {
  const { memoryStore } = engine.parts.services();
  const { owner } = engine;
  for (let n = 0; n < MEMORIES; n += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, k) => memoryStore.add(entry(engine, n + k))));
  }
  const terms = likeTerms("My shelf 4711 holds box 32977 with the old lamps.");
  const like = await p95(() => memoryStore.like({ owner, terms, limit: 24 }));
  const add = await p95(() => memoryStore.add(entry(engine, MEMORIES)));
  const turn = await p95(() => engine.say("Which box is on shelf 4711?"));
  return [
    { what: `${label}: entries like one, ms p95`, measured: like },
    { what: `${label}: adding one, ms p95`, measured: add },
    { what: `${label}: a whole turn in a new conversation, ms p95`, measured: turn },
  ];
}

function entry({ owner }: Engine, n: number) {
  const content = `My shelf ${n} holds box ${n * 7} with the old lamps.`;
  const at = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
  const facts = {
    kind: "fact",
    trust: "hand_written",
    explicit: false,
    details: 2,
    said: 1,
    uses: 0,
  } as const;
  const memory = {
    id: memoryId.parse(randomUUID()),
    type: "long_term" as const,
    kind: facts.kind,
    content,
    ...importanceOf({ ...facts, modelScore: null }),
    metadata: {},
    topic: null,
    agentId: null,
    conversationId: null,
    validFrom: at,
    validTo: null,
    trust: facts.trust,
    standing: false,
    tokens: 14,
    tokenFamily: "gpt-oss" as const,
  };
  return { owner, memory, source: null, index: memoryIndex(content, at), closes: [] };
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
