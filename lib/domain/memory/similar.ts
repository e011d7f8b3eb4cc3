import { languageOf } from "../offline/languages";
import { foldedWords } from "../offline/terms-of";
import { stem } from "../offline/stem";
import { foldPhrase } from "../summaries/fold-phrase";

/** Share of words in common from which two entries say the same. */
const SAME = 0.8;
const NOT =
  /\b(?:not|no|never|none|without|cannot|\w+n['’]t|no longer|hate|dislike|nicht|kein\w*|nie|niemals|ohne|ne|pas|jamais|plus|sans|nunca|jamás|sin|ya no|non|mai|não|не|нет|никогда)\b|不|没|沒|别|別|ない|ません|嫌/iu;

/** The words of an entry as they are compared. */
export function contentWords(text: string): ReadonlySet<string> {
  const words = foldedWords(text);
  const { stopWords } = languageOf(text, words);
  return new Set(words.filter((word) => !stopWords.has(word)).map(stem));
}

/** Share of words in common, twice the common ones by all of them (Dice). 0–1. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  return (2 * common) / (a.size + b.size);
}

/** Whether two entries say the same: nearly the same words, the same numbers, and neither denies what the other says. */
export function saysTheSame(a: string, b: string): boolean {
  if (foldPhrase(a) === foldPhrase(b)) return true;
  if (NOT.test(a) !== NOT.test(b) || numbersIn(a) !== numbersIn(b)) return false;
  return overlap(contentWords(a), contentWords(b)) >= SAME && namesIn(a) === namesIn(b);
}

function numbersIn(text: string): string {
  return (text.normalize("NFKC").match(/\d+(?:[.,:]\d+)*/g) ?? []).sort().join(" ");
}

/** Words with a capital letter inside a sentence: "in Bern" and "in Bonn" are not the same place. */
function namesIn(text: string): string {
  const names = text.match(/(?<=\S\s+)\p{Lu}[\p{L}-]+/gu) ?? [];
  return names
    .map((name) => stem(foldPhrase(name)))
    .sort()
    .join(" ");
}
