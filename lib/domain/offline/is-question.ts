import { languageOf } from "./languages";
import { splitSentences } from "./split-sentences";
import { foldWord, foldedWords } from "./terms-of";

const MARKED = /[?？؟]["”’»)』」）\s\p{Extended_Pictographic}]*$/u;
const EXCLAIMED = /[!！]["”’»)』」）\s\p{Extended_Pictographic}]*$/u;
const SPOKEN = /[\p{L}\p{N}\p{M}]+/gu;
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** The words in their order, folded and joined by spaces; East Asian text as it stands. */
function spoken(sentence: string): string {
  const words: string[] = [];
  for (const [word] of sentence.normalize("NFKC").matchAll(SPOKEN)) {
    words.push(EAST_ASIAN.test(word) ? word : foldWord(word));
  }
  return words.join(" ");
}

/** Whether a sentence asks: by its mark, or by how it begins in one of ten languages. */
export function isQuestion(sentence: string): boolean {
  if (MARKED.test(sentence)) return true;
  if (EXCLAIMED.test(sentence)) return false;
  return languageOf(sentence, foldedWords(sentence)).opening.test(spoken(sentence));
}

export function questionsIn(text: string): string[] {
  return splitSentences(text).filter(isQuestion);
}
