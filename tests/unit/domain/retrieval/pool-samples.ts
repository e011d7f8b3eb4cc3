import { indexText } from "@/lib/domain/retrieval/index-text";
import { indexPool, type PoolIndex } from "@/lib/domain/retrieval/pool-index";
import type {
  PoolMemory,
  PoolMessage,
  QueryTerm,
  RecallPool,
  RecallQuery,
  ScoredItem,
  ScoreParts,
} from "@/lib/domain/retrieval/recall-pool";
import { recallQuery } from "@/lib/domain/retrieval/recall-query";
import { scorePool } from "@/lib/domain/retrieval/score-pool";
import type { ScoreWeights } from "@/lib/domain/retrieval/score-weights";
import type { Memory } from "@/types/memory";
import { HERE, memory } from "../context/recalled-samples";
import { idOf, SAID_AT } from "../context/stored-rows";

export const NOW = "2026-11-22T12:00:00.000Z";
/** Seqs that are further apart than neighbours. */
export const FAR = 100;
/** Messages that the owner of a pool has. */
const DOCS = 1_000;

/** A message of the user, indexed by what it says. */
export function said(seq: number, content: string, over: Partial<PoolMessage> = {}): PoolMessage {
  const { saidAt = SAID_AT, author = null } = over;
  const { terms, counts, length, asks, timed } = indexText(content, { saidAt, author });
  return {
    id: idOf(seq),
    conversationId: HERE,
    title: "Pottery",
    seq,
    role: "user",
    author,
    saidAt,
    tokenCount: 12,
    tokenFamily: "openai-o200k",
    terms,
    counts,
    length,
    asks,
    timed,
    lexical: 0,
    cosine: null,
    candidate: true,
    content,
    ...over,
  };
}

export function replied(seq: number, content: string, over: Partial<PoolMessage> = {}): PoolMessage {
  return said(seq, content, { role: "assistant", ...over });
}

export function remembered(n: number, content: string, over: Partial<Memory> = {}): PoolMemory {
  return { memory: memory(n, { content, ...over }), lexical: 0, cosine: null };
}

/** What the database would give for these terms, were these messages the only ones that have them. */
export function poolOf(
  asked: readonly QueryTerm[],
  messages: readonly PoolMessage[],
  memories: readonly PoolMemory[] = [],
): RecallPool {
  const holding = (term: string) => messages.filter(({ terms }) => terms.includes(term)).length;
  return {
    docs: DOCS,
    averageLength: 8,
    terms: asked.map((each) => ({ ...each, df: holding(each.term) })),
    messages,
    memories,
  };
}

export function indexOf(messages: readonly PoolMessage[], asked: readonly string[] = []): PoolIndex {
  return indexPool(
    poolOf(
      asked.map((term) => ({ term, weight: 1 })),
      messages,
    ),
  );
}

export function queryFor(question: string): RecallQuery {
  return recallQuery(question, { now: NOW });
}

/** What was found for a question, best first. */
export function scoredFor(
  question: string,
  messages: readonly PoolMessage[],
  memories: readonly PoolMemory[] = [],
): ScoredItem[] {
  const query = queryFor(question);
  return scorePool(poolOf(query.terms, messages, memories), query);
}

export function contentOf(item: ScoredItem): string {
  return (item.kind === "message" ? item.message.content : item.memory.content) ?? "";
}

type Known = Partial<Pick<ScoredItem, "match" | "cosine">>;

/** A message with this score, and nothing else known of it. */
export function scored(message: PoolMessage, score: number, known: Known = {}): ScoredItem {
  return { kind: "message", message, score, parts: partsOf(score), match: 0, cosine: null, ...known };
}

export function scoredMemory(n: number, content: string, score: number): ScoredItem {
  const { memory: entry } = remembered(n, content);
  return { kind: "memory", memory: entry, score, parts: partsOf(score), match: 0, cosine: null };
}

function partsOf(score: number): ScoreParts {
  return { lexical: score, vector: 0, neighbours: 0, prior: 0 };
}

/**
 * Weights with which scores can be told without a calculator: a term counts its idf once, however often it is said and
 * however long the text is. Nothing is lent, borrowed or preferred.
 */
export const PLAIN: ScoreWeights = {
  own: { k1: 0, b: 0 },
  passage: { k1: 0, b: 0, weight: 0, terms: 100 },
  neighbours: { before: 0, answered: 0, after: 0, second: 0 },
  user: { own: 1, sum: 1 },
  named: 1,
  timed: 1,
  asks: 1,
  feedback: { messages: 0, terms: 0, share: 0 },
  vector: { weight: 0, before: 0, after: 0, floor: 0 },
};
