import { termsOfWord } from "@/lib/domain/retrieval/text-terms";
import { readingOf } from "@/lib/domain/retrieval/language-of-words";
import { wordsIn } from "@/lib/domain/retrieval/words-in";
import type { FoundMessages, SearchReader, SearchTerm } from "@/lib/ports/search-reader";
import type { SearchTerms, TypedWord } from "./search-terms";

export type Correction = { typed: string; term: string };

/** Words that are in no message, and the terms in use that are nearest to them; null where there is nothing to correct. */
export async function correctWords(
  reader: Pick<SearchReader, "similar">,
  { terms, words }: SearchTerms,
  found: FoundMessages,
): Promise<{ terms: SearchTerm[]; corrections: Correction[] } | null> {
  const used = new Set(found.terms.filter(({ df }) => df > 0).map(({ term }) => term));
  const unknown = words.filter(
    (word) => word.group !== null && word.terms.length > 0 && !word.terms.some((term) => used.has(term)),
  );
  if (unknown.length === 0) return null;
  const similar = await reader.similar(unknown.flatMap((word) => word.terms.slice(0, 1)));
  const corrections = unknown.flatMap((word) => {
    const nearest = similar.find(({ term }) => term === word.terms[0]);
    return nearest ? [{ typed: word.word, term: nearest.similar, group: word.group }] : [];
  });
  if (corrections.length === 0) return null;
  const corrected = new Set(corrections.map(({ group }) => group));
  return {
    terms: [
      ...terms.filter(({ group }) => !corrected.has(group)),
      ...corrections.map(({ term, group }) => ({ term, group: group ?? 0, must: false })),
    ],
    corrections: corrections.map(({ typed, term }) => ({ typed, term })),
  };
}

/** The word that a term stands for in a text, as it is written there; the term where it is not found. */
export function spelled(term: string, texts: readonly string[]): string {
  for (const text of texts) {
    const words = wordsIn(text);
    const reading = readingOf(text, words);
    const found = words.find(({ word }) => termsOfWord(word, reading).includes(term));
    if (found) return text.slice(found.start, found.end).toLowerCase();
  }
  return term;
}

/** Typed words whose every message could not be ranked. */
export function cappedWords(words: readonly TypedWord[], found: FoundMessages): string[] {
  const capped = new Set(found.terms.filter((term) => term.capped).map(({ term }) => term));
  return [
    ...new Set(words.filter(({ terms }) => terms.some((term) => capped.has(term))).map(({ word }) => word)),
  ];
}
