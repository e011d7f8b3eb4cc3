import { readingOf } from "@/lib/domain/retrieval/language-of-words";
import type { SearchInput } from "@/lib/domain/retrieval/search-input";
import { isSpaceless, pairsOf, scriptRuns } from "@/lib/domain/retrieval/spaceless";
import { englishStem } from "@/lib/domain/retrieval/stems/english";
import { lightStem } from "@/lib/domain/retrieval/stems/light";
import { termsOfWord } from "@/lib/domain/retrieval/text-terms";
import { wordsIn } from "@/lib/domain/retrieval/words-in";
import type { SearchTerm } from "@/lib/ports/search-reader";

/** What the database ranks by at most. */
const MOST_TERMS = 24;
/** A lone word does not tell its language: it is looked for as each of these would have it. */
const LANGUAGES = ["German", "French", "Spanish", "Italian", "Portuguese", "Russian", "Arabic"];

/** A word that was typed, and the group of terms that stands for it; null for scripts without spaces. */
export type TypedWord = { word: string; group: number | null; terms: readonly string[] };

export type SearchTerms = { terms: SearchTerm[]; words: TypedWord[]; notTerms: string[] };

/** What to look for: each word as any language has it, phrases as words that have to be there. */
export function searchTerms(input: SearchInput): SearchTerms {
  const text = [...input.words, ...input.phrases].join(" ");
  const groups = [
    ...input.words.flatMap((word) => groupsOf(word, text, false)),
    ...input.phrases.flatMap((phrase) => groupsOf(phrase, text, true)),
  ];
  const terms: SearchTerm[] = [];
  const words: TypedWord[] = [];
  for (const [group, { word, choices, must, spaceless }] of groups.entries()) {
    const few = groups.length * 3 > MOST_TERMS ? choices.slice(0, 1) : choices;
    for (const term of few) terms.push({ term, group, must });
    words.push({ word, group: spaceless || must ? null : group, terms: few });
  }
  const notTerms = input.notWords.flatMap((word) =>
    groupsOf(word, word, false).flatMap(({ choices }) => choices),
  );
  return { terms: terms.slice(0, MOST_TERMS), words, notTerms: [...new Set(notTerms)] };
}

type Group = { word: string; choices: string[]; must: boolean; spaceless: boolean };

function groupsOf(typed: string, context: string, must: boolean): Group[] {
  const reading = readingOf(context, wordsIn(context));
  const groups: Group[] = [];
  for (const { word } of wordsIn(typed)) {
    for (const run of scriptRuns(word)) {
      if (isSpaceless(run)) {
        for (const pair of pairsOf(run)) groups.push({ word: run, choices: [pair], must, spaceless: true });
        continue;
      }
      const own = termsOfWord(run, reading);
      const others = [englishStem(run), ...LANGUAGES.map((language) => lightStem(language, run))];
      // A phrase is compared word for word later on: its small words need no looking for.
      const choices = own.length === 0 ? [] : [...new Set([...own, ...others])];
      if (choices.length > 0) groups.push({ word: run, choices, must, spaceless: false });
    }
  }
  return groups;
}
