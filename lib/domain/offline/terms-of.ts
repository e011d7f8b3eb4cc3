import { stem } from "./stem";

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)?/gu;
const HAN = /\p{Script=Han}+/gu;
const KANA = /\p{Script=Katakana}[\p{Script=Katakana}ー]*|\p{Script=Hiragana}{2,}/gu;
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const ACCENTS = /\p{Mn}/gu;

/** Lower case, without accents, possessives and the Arabic article. */
export function foldWord(word: string): string {
  const plain = word.toLowerCase().normalize("NFD").replaceAll(ACCENTS, "").replace("ß", "ss");
  const owner = plain.replace(/['’]s$/, "").replaceAll(/['’]/g, "");
  return owner.length > 4 && owner.startsWith("ال") ? owner.slice(2) : owner;
}

/** Chinese and Japanese have no spaces: single Han characters and pairs of them, and whole runs of kana. */
function eastAsianTerms(text: string): string[] {
  const terms: string[] = [];
  for (const [run] of text.matchAll(HAN)) {
    const characters = Array.from(run);
    for (const [index, character] of characters.entries()) {
      terms.push(character);
      const next = characters[index + 1];
      if (next !== undefined) terms.push(character + next);
    }
  }
  for (const [run] of text.matchAll(KANA)) terms.push(run);
  return terms;
}

/** The words of a text, folded but not stemmed, in order. French and Italian elisions ("l'ami") are two words. */
export function foldedWords(text: string): string[] {
  const words: string[] = [];
  const split = text
    .normalize("NFKC")
    .replaceAll(/(?<![\p{L}])([ldjmtnscLDJMTNSC]|[Qq]u)['’](?=\p{L}{2})/gu, "$1 ");
  for (const [word] of split.matchAll(WORD)) {
    if (EAST_ASIAN.test(word)) words.push(...eastAsianTerms(word));
    else words.push(foldWord(word));
  }
  return words;
}

/** Single letters and digits are in everything. */
const TOO_SHORT = /^[a-z0-9]?$/;

/** What a text is about, for comparing: stemmed words without `stopWords`. */
export function termsOf(text: string, stopWords: ReadonlySet<string>): string[] {
  const terms: string[] = [];
  for (const word of foldedWords(text)) {
    if (!TOO_SHORT.test(word) && !stopWords.has(word)) terms.push(stem(word));
  }
  return terms;
}
