import { foldWord } from "../offline/terms-of";
import { freeMatches, type Mention } from "./mention";

/** A number as it is compared: "42,000", "42 000" and "42_000" are "42000"; "42.000" stays, for nobody knows what it is. */
export function canonicalNumber(written: string): string {
  const plain = asciiDigits(written).replace("−", "-");
  if (/^-?\d{1,3}(?:([,\u00a0\u202f'’_ ])\d{3})(?:\1\d{3})*(?:\.\d+)?$/.test(plain)) {
    return plain.replaceAll(/[,\u00a0\u202f'’_ ]/g, "");
  }
  return plain.replaceAll("_", "").replace(",", ".");
}

const FAR_DIGIT = /(?![0-9])\p{Nd}/gu;
const DIGIT = /^\p{Nd}$/u;

/** Digits of any script as 0–9: every script has its ten next to each other, the zero first. */
export function asciiDigits(text: string): string {
  return text.replace(FAR_DIGIT, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && DIGIT.test(String.fromCodePoint(point - value - 1))) value += 1;
    return String(value);
  });
}

const UNIT_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "€": "eur",
    euro: "eur",
    euros: "eur",
    $: "usd",
    dollar: "usd",
    dollars: "usd",
    "£": "gbp",
    pounds: "gbp",
    "¥": "jpy",
    "％": "%",
    percent: "%",
    "per cent": "%",
    prozent: "%",
  }),
);

const NUMBER =
  /(?:([$€£¥])\s?)?((?<![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}.,])[-−]?\p{Nd}+(?:[.,'’_\u00a0\u202f:]\p{Nd}+)*(?:[ ](?=\p{Nd}{3}(?!\p{Nd}))\p{Nd}{3})*)(?:(\s?(?:%|％|€|\$|£|°[CF]?))|(-?\s?[\p{L}µ]{1,24}(?:\/[\p{L}]{1,4})?))?/gu;

const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** A unit under its one name: "€" and "euros" are "eur". */
export function canonicalUnit(written: string): string {
  const bare = written.replace(/^[-\s]+/, "");
  const known = UNIT_NAMES.get(bare.toLowerCase());
  if (known !== undefined) return known;
  // What follows a number without a space in Chinese and Japanese: its counter, one character.
  if (EAST_ASIAN.test(bare)) return Array.from(bare)[0] ?? "";
  return foldWord(bare);
}

/**
 * Numbers with what they count. One without a unit is told by the name before it, or by being long enough to be
 * somebody's: a single "3" says nothing.
 */
export function numbersIn(
  text: string,
  taken: readonly Mention[],
  stopWords: ReadonlySet<string>,
): Mention[] {
  const found: Mention[] = [];
  for (const match of freeMatches(text, NUMBER, taken)) {
    const [whole, sign, written = "", mark, word = ""] = match;
    const counted = isUnit(word, stopWords) ? word : "";
    const unit = sign ?? mark ?? counted;
    const keys = keysOf(canonicalNumber(written), unit, nameBefore(text, match.index));
    const to = match.index + whole.length - (word.length - counted.length);
    if (keys !== null) found.push({ kind: "number", keys, from: match.index, to });
  }
  return found;
}

function keysOf(number: string, unit: string, before: string | null): string[] | null {
  if (unit !== "") return [number, canonicalUnit(unit.trim())];
  if (isTelling(number)) return [number];
  return before === null ? null : [number, before];
}

function isUnit(word: string, stopWords: ReadonlySet<string>): boolean {
  const bare = foldWord(word.replace(/^[-\s]+/, ""));
  return bare !== "" && !stopWords.has(bare) && !/^(?:st|nd|rd|th)$/.test(bare);
}

/** Three digits and more, decimals, times and versions are somebody's number, whatever they count. */
function isTelling(number: string): boolean {
  return /\d{3}/.test(number) || /\d[.:]\d/.test(number);
}

function nameBefore(text: string, at: number): string | null {
  const word = /(\p{Lu}[\p{L}\p{M}]+)\s*#?$/u.exec(text.slice(Math.max(0, at - 32), at))?.[1];
  return word === undefined ? null : foldWord(word);
}
