import { snippetOf, type SnippetHits } from "@/lib/domain/retrieval/snippet-of";
import { titleTerms } from "@/lib/domain/retrieval/title-terms";
import { wordsIn } from "@/lib/domain/retrieval/words-in";
import type { FoundMemory, FoundMessage, FoundSummary, FoundTitle } from "@/lib/ports/search-reader";
import type { SearchHit, SnippetPart } from "@/types/search";

/** A title says in few words what a conversation is about, a summary in many. */
const WEIGHT = { title: 1.2, memory: 1, summary: 0.7 };

const NOTHING = { conversationId: null, title: "", messageId: null, seq: null, role: null, memoryId: null };

/** `best`: the score of the best message, so that kinds can stand in one list. */
export function messageHit(row: FoundMessage, hits: SnippetHits, best: number): SearchHit {
  return {
    ...NOTHING,
    kind: "message",
    score: row.score / best,
    snippet: snippetOf(row.content, hits),
    conversationId: row.conversationId,
    title: row.title,
    messageId: row.messageId,
    seq: row.seq,
    role: row.role === "system" ? null : row.role,
    saidAt: row.saidAt,
  };
}

export function memoryHits(rows: readonly FoundMemory[], hits: SnippetHits): SearchHit[] {
  const best = bestOf(rows);
  return rows.map((row) => ({
    ...NOTHING,
    kind: "memory",
    score: (WEIGHT.memory * row.score) / best,
    snippet: snippetOf(row.content, hits),
    conversationId: row.conversationId,
    title: row.title ?? "",
    messageId: row.messageId,
    seq: row.seq,
    memoryId: row.memoryId,
    saidAt: row.createdAt,
  }));
}

export function summaryHits(rows: readonly FoundSummary[], hits: SnippetHits): SearchHit[] {
  const best = bestOf(rows);
  return rows.map((row) => ({
    ...NOTHING,
    kind: "summary",
    score: (WEIGHT.summary * row.score) / best,
    snippet: snippetOf(row.content, hits),
    conversationId: row.conversationId,
    title: row.title,
    seq: row.fromSeq,
    saidAt: row.createdAt,
  }));
}

export function titleHits(rows: readonly FoundTitle[], typed: string): SearchHit[] {
  return rows.map((row) => ({
    ...NOTHING,
    kind: "title",
    score: WEIGHT.title * row.score,
    snippet: markedTitle(row.title, titleTerms(typed)),
    conversationId: row.conversationId,
    title: row.title,
    saidAt: row.updatedAt,
  }));
}

/** Words are marked that were typed, or begin like the last one. */
function markedTitle(title: string, typed: readonly string[]): SnippetPart[] {
  const last = typed.at(-1) ?? "";
  const parts: SnippetPart[] = [];
  let at = 0;
  for (const { start, end } of wordsIn(title)) {
    if (start < at) continue;
    const terms = titleTerms(title.slice(start, end));
    if (!terms.some((term) => typed.includes(term) || (last !== "" && term.startsWith(last)))) continue;
    if (start > at) parts.push({ text: title.slice(at, start), hit: false });
    parts.push({ text: title.slice(start, end), hit: true });
    at = end;
  }
  if (at < title.length) parts.push({ text: title.slice(at), hit: false });
  return parts;
}

export function bestOf(rows: readonly { score: number }[]): number {
  return Math.max(Number.EPSILON, ...rows.map(({ score }) => score));
}
