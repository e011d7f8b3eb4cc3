import { readingOf, type Reading } from "./language-of-words";
import { isSpaceless, pairsOf, scriptRuns, segmentsOf } from "./spaceless";
import { wordsIn } from "./words-in";

/** Longer words are cut: an index row has to stay small. */
const LONGEST = 64;
const HANGUL = /^\p{Script=Hangul}{3,}$/u;

/** The terms of one word: its stem, or what stands for it in scripts without spaces. */
export function termsOfWord(word: string, reading: Reading): string[] {
  const terms: string[] = [];
  for (const run of scriptRuns(word)) {
    if (isSpaceless(run)) terms.push(...pairsOf(run), ...segmentsOf(run).map(cut));
    else if (!reading.isStopWord(run)) terms.push(cut(reading.stem(run)));
    // Korean particles stick to their noun.
    if (HANGUL.test(run)) terms.push(...pairsOf(run));
  }
  return terms;
}

/** What a text is found by, in order, repeated as often as it is said. */
export function textTerms(text: string): string[] {
  const words = wordsIn(text);
  const reading = readingOf(text, words);
  const terms: string[] = [];
  for (const { word } of words) terms.push(...termsOfWord(word, reading));
  return terms;
}

/** Never in the middle of a character: the database stores no half of one. */
function cut(term: string): string {
  return term.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, "");
}
