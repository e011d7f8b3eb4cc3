import { isQuestion } from "../offline/is-question";
import type { MemoryKind } from "@/types/memory";
import type { OwnMessage } from "./find-memories";
import type { FoundMemory } from "./found-memory";
import { readStatement } from "./read-statement";
import { holdsSecret } from "./secrets";
import { foldTopic, foldWhole } from "./topic";

const KINDS: ReadonlySet<string> = new Set([
  "fact",
  "preference",
  "instruction",
  "goal",
  "decision",
  "question",
]);
const MOST_ENTRIES = 40;
/** Shorter quotes say nothing by themselves; in UTF-16 units. */
const SHORTEST_QUOTE = 4;
const LONGEST_QUOTE = 400;

export type ParsedExtraction =
  | { ok: true; found: FoundMemory[]; dropped: number }
  /** The answer is not what was asked for. */
  | { ok: false; problem: string };

/**
 * What a model has found. An entry counts only where its quote stands, word for word, in the user's own sentences of that
 * message; its content is the quote. The rest is dropped and counted.
 */
export function parseExtraction(answer: string, own: readonly OwnMessage[]): ParsedExtraction {
  const entries = entriesOf(answer);
  if (typeof entries === "string") return { ok: false, problem: entries };
  const bySeq = new Map(own.map((each) => [each.message.seq, each]));
  const found: FoundMemory[] = [];
  for (const entry of entries.slice(0, MOST_ENTRIES)) {
    const memory = foundOf(entry, bySeq);
    if (memory !== null) found.push(memory);
  }
  return { ok: true, found, dropped: entries.length - found.length };
}

/** The entries, or what is wrong with the answer. */
function entriesOf(answer: string): unknown[] | string {
  const from = answer.indexOf("{");
  const to = answer.lastIndexOf("}");
  if (from === -1 || to < from) return "it holds no JSON object";
  let value: unknown;
  try {
    value = JSON.parse(answer.slice(from, to + 1));
  } catch {
    return "it is not valid JSON";
  }
  const memories = isRecord(value) ? value["memories"] : undefined;
  return Array.isArray(memories) ? memories : '"memories" is not an array';
}

function foundOf(entry: unknown, bySeq: ReadonlyMap<number, OwnMessage>): FoundMemory | null {
  if (!isRecord(entry)) return null;
  const { seq, quote, kind, topic, score } = entry;
  const own = typeof seq === "number" ? bySeq.get(seq) : undefined;
  if (own === undefined || typeof quote !== "string" || !isKind(kind)) return null;
  const said = verbatim(quote, own.sentences);
  if (said === null || holdsSecret(said) || (kind !== "question" && isQuestion(said))) return null;
  const { id, saidAt } = own.message;
  const place = { messageId: id, seq: own.message.seq, saidAt, trust: "stated" as const };
  return { ...statementOf(said, kind, topic), ...place, modelScore: scoreOf(score) };
}

function isKind(kind: unknown): kind is MemoryKind {
  return typeof kind === "string" && KINDS.has(kind);
}

/** What our own rules make of the words counts; a model only adds what they do not see. */
function statementOf(
  said: string,
  kind: MemoryKind,
  topic: unknown,
): Omit<FoundMemory, "messageId" | "seq" | "saidAt" | "trust" | "modelScore"> {
  const read = readStatement(said);
  if (read !== null) return read;
  // What stands in every call is only what the user's words say so themselves.
  const safe = kind === "instruction" ? "fact" : kind;
  const named = typeof topic === "string" ? foldTopic(topic) : null;
  return { kind: safe, content: said, topic: named, value: foldWhole(said), explicit: false };
}

/** The quote as it stands in one of the sentences; null where it is in none of them. */
function verbatim(quote: string, sentences: readonly string[]): string | null {
  const wanted = spaced(quote);
  if (wanted.length < SHORTEST_QUOTE || wanted.length > LONGEST_QUOTE) return null;
  const joined = spaced(sentences.join(" "));
  return joined.includes(wanted) ? wanted : null;
}

function spaced(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}

function scoreOf(score: unknown): number | null {
  return typeof score === "number" && Number.isFinite(score) ? Math.min(10, Math.max(0, score)) : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
