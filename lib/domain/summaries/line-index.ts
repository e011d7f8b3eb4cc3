import { stem, likeness } from "../offline/stem";
import { codeKey } from "./commands-in";
import { datesIn, saysDate } from "./dates-in";
import { foldPhrase, isEastAsian } from "./fold-phrase";
import { canonicalNumber, canonicalUnit } from "./numbers-in";

/** What one line of a summary says, for finding facts in it. */
export type LineIndex = {
  /** To the letter, but for its spaces. */
  letters: string;
  /** Folded, with a space at each end. */
  phrase: string;
  numbers: ReadonlySet<string>;
  dates: readonly string[];
  stems: ReadonlySet<string>;
};

// No space as a thousands separator here beyond what is one for certain, as in the numbers that facts are made of.
const NUMBER =
  /(?<![\p{N}])[-−]?\p{Nd}+(?:[.,'’_\u00a0\u202f:]\p{Nd}+)*(?:[ ](?=\p{Nd}{3}(?!\p{Nd}))\p{Nd}{3})*/gu;
const WORD = /[\p{L}\p{M}µ]+|[%％€$£¥]|°[CF]?/gu;
const NUMERIC = /^-?\d[\d.,:'’_ ]*$/;
const DATE = /^(?:\d{4}-\d{2}(?:-\d{2})?|--\d{2}-\d{2}|(?:\d{4}|-)-q[1-4]|\d{1,2}\/\d{1,2}\/\d{2,4})$/;

/** Reads a line once, so that any number of facts can be looked for in it. */
export function indexLine(text: string): LineIndex {
  const numbers = new Set<string>();
  for (const [written] of text.matchAll(NUMBER)) {
    const number = canonicalNumber(written);
    numbers.add(number);
    // A hyphen may join ("a 3-5 day range", "gpt-4") instead of taking away.
    if (number.startsWith("-")) numbers.add(number.slice(1));
  }
  const stems = new Set<string>();
  for (const [word] of text.matchAll(WORD)) {
    stems.add(stem(canonicalUnit(word)));
    stems.add(stem(foldPhrase(word)));
  }
  return {
    letters: codeKey(text),
    phrase: ` ${foldPhrase(text)} `,
    numbers,
    dates: datesIn(text, []).flatMap(({ keys }) => keys),
    stems,
  };
}

/** Whether a key is in a line: numbers to the digit, dates in any form, words folded; `bent`: or in another form. */
export function saysKey(line: LineIndex, key: string, bent: boolean): boolean {
  if (DATE.test(key)) return line.dates.some((date) => saysDate(date, key));
  if (NUMERIC.test(key)) return line.numbers.has(key) || line.dates.includes(key);
  const phrase = foldPhrase(key);
  if (phrase === "" || line.stems.has(key)) return line.stems.has(key);
  if (isEastAsian(phrase)) return line.phrase.includes(phrase);
  return line.phrase.includes(` ${phrase} `) || (bent && saysWord(line, phrase));
}

/** Whether a line holds code to the letter, and not only as a part of a longer word. */
export function saysCode(line: LineIndex, code: string): boolean {
  for (let at = line.letters.indexOf(code); at !== -1; at = line.letters.indexOf(code, at + 1)) {
    const before = line.letters.charAt(at - 1);
    const after = line.letters.charAt(at + code.length);
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}

/** Plurals, tenses and cases are the same word. */
function saysWord(line: LineIndex, word: string): boolean {
  if (word.includes(" ") || /\p{N}/u.test(word)) return false;
  const wanted = stem(word);
  if (line.stems.has(wanted)) return true;
  // Longer words share a beginning in languages whose endings we do not know.
  if (wanted.length < 5) return false;
  for (const other of line.stems) if (likeness(wanted, other) > 0) return true;
  return false;
}
