import { foldWord } from "./fold-word";

/** A word of a text, folded, with where it stands (UTF-16 offsets). */
export type Word = { word: string; start: number; end: number };

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’ʼ＇][\p{L}\p{M}]+)*/gu;
const APOSTROPHE = /['’ʼ＇]/;
/** French and Italian words that lose their vowel before another ("l'ami", "dell'anno"). */
const ELIDED = new Set(
  "l d j m t n s c qu jusqu lorsqu puisqu quoiqu un dell all nell sull dall quest quell bell gl".split(" "),
);
const ENGLISH_ENDINGS = new Set("s re ve ll d m".split(" "));

function partsOf(raw: string): string[] {
  const parts = raw.split(APOSTROPHE).map(foldWord);
  const last = parts.at(-1) ?? "";
  // Don't, can't, won't: they say nothing that is searched for.
  if (last === "t" && parts.at(-2)?.endsWith("n")) return [];
  if (ENGLISH_ENDINGS.has(last)) parts.pop();
  if (parts.length > 1 && ELIDED.has(parts[0] ?? "")) parts.shift();
  return parts;
}

/** Runs of letters, digits and marks, in order. */
export function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const [raw] = match;
    const start = match.index;
    const end = start + raw.length;
    const parts = APOSTROPHE.test(raw) ? partsOf(raw) : [foldWord(raw)];
    // Nothing is left of an accent by itself.
    for (const word of parts) if (word !== "") words.push({ word, start, end });
  }
  return words;
}
