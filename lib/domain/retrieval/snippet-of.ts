import type { SnippetPart } from "@/types/search";
import { textTerms } from "./text-terms";
import { wordsIn } from "./words-in";

/** What is marked in a snippet. */
export type SnippetHits = { terms: ReadonlySet<string>; phrases: readonly string[] };

/** The part of a text around its hits, at most `length` characters. */
export function snippetOf(text: string, hits: SnippetHits, length = 240): SnippetPart[] {
  const parts: SnippetPart[] = [];
  let at = 0;
  for (const { word, start, end } of wordsIn(text.slice(0, length))) {
    if (!textTerms(word).some((term) => hits.terms.has(term))) continue;
    if (start > at) parts.push({ text: text.slice(at, start), hit: false });
    parts.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < Math.min(length, text.length)) parts.push({ text: text.slice(at, length), hit: false });
  return parts;
}
