import { foldWord } from "../offline/terms-of";
import { freeMatches, type Mention } from "./mention";
import { asciiDigits } from "./numbers-in";

const MONTHS: readonly (readonly string[])[] = [
  "january jan januar janvier enero gennaio janeiro januari".split(" "),
  "february feb februar fevrier febrero febbraio fevereiro februari".split(" "),
  "march mar marz mars marzo marco maart".split(" "),
  "april apr avril abril aprile".split(" "),
  "may mai mayo maggio maio mei".split(" "),
  "june jun juni juin junio giugno junho".split(" "),
  "july jul juli juillet julio luglio julho".split(" "),
  "august aug aout agosto augustus".split(" "),
  "september sep sept septembre septiembre settembre setembro".split(" "),
  "october oct oktober okt octobre octubre ottobre outubro".split(" "),
  "november nov novembre noviembre novembro".split(" "),
  "december dec dezember dez decembre diciembre dicembre dezembro".split(" "),
];
const MONTH_OF = new Map(MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));

const WEEKDAY = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b/giu;
const ISO = /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/gu;
const EAST_ASIAN = /(?:(\d{4})\s?年\s?)?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?[日号])?/gu;
const DAY_FIRST =
  /(?<![\d.:])(\d{1,2})(?:st|nd|rd|th|\.|º)?\s(?:of\s|de\s)?(\p{L}{3,10})\.?(?:,?\s(?:de\s)?(\d{4}))?(?![\p{L}\d])/giu;
const MONTH_FIRST =
  /(?<!\p{L})(\p{L}{3,10})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?!\s?[\d:%])(?:,?\s(\d{4}))?(?![\p{L}\d])/giu;
const MONTH_YEAR = /(?<!\p{L})(\p{L}{3,10})\.?\s(?:de\s)?(\d{4})(?!\d)/giu;
const DOTTED = /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)/gu;
const SLASHED = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(\d{2,4})(?![\d/])/gu;
const QUARTER = /\bQ([1-4])(?:[\s/-]*(\d{4}))?\b/giu;
const YEAR = /(?:\b(?:in|since|by|until|till|year|from|before|after|during)\s)((?:19|20)\d{2})(?!\d)/giu;

type Reader = { pattern: RegExp; read: (match: RegExpExecArray) => string | null };

const READERS: readonly Reader[] = [
  { pattern: ISO, read: ([, year, month, day]) => dateKey(year, Number(month), day) },
  { pattern: EAST_ASIAN, read: ([, year, month, day]) => dateKey(year, Number(month), day) },
  { pattern: DOTTED, read: ([, day, month, year]) => dateKey(year, Number(month), day) },
  // Which of the two is the month differs by country: the digits are compared as they stand.
  { pattern: SLASHED, read: ([whole]) => whole },
  { pattern: DAY_FIRST, read: ([, day, month, year]) => dateKey(year, monthOf(month), day) },
  { pattern: MONTH_FIRST, read: ([, month, day, year]) => dateKey(year, monthOf(month), day) },
  { pattern: MONTH_YEAR, read: ([, month, year]) => dateKey(year, monthOf(month), undefined) },
  { pattern: QUARTER, read: ([, quarter = "", year]) => `${year ?? "-"}-q${quarter}` },
  { pattern: YEAR, read: ([, year]) => year ?? null },
  { pattern: WEEKDAY, read: ([day]) => day.toLowerCase().replace(/s$/, "") },
];

/**
 * Dates in any of the common ways to write them, as ISO 8601 where they can be: "14 March 2026", "March 14th, 2026"
 * and "2026年3月14日" are "2026-03-14", "14 March" is "--03-14".
 */
export function datesIn(text: string, taken: readonly Mention[]): Mention[] {
  const plain = asciiDigits(text);
  const found: Mention[] = [];
  for (const { pattern, read } of READERS) {
    for (const match of freeMatches(plain, pattern, [...taken, ...found])) {
      const key = read(match);
      if (key !== null)
        found.push({ kind: "date", keys: [key], from: match.index, to: match.index + match[0].length });
    }
  }
  return found;
}

/** Whether one date says at least as much as another: "2026-03-14" says "--03-14" too. */
export function saysDate(said: string, asked: string): boolean {
  if (said === asked) return true;
  if (asked.startsWith("--")) return said.endsWith(asked.slice(1)) && /^\d{4}-/.test(said);
  return asked.startsWith("--q") && said.endsWith(asked.slice(1));
}

/** 0 for what is no month. "may" and "march" are only where they begin with a capital. */
function monthOf(name: string | undefined): number {
  if (name === "may" || name === "march") return 0;
  return MONTH_OF.get(foldWord(name ?? "")) ?? 0;
}

function dateKey(year: string | undefined, month: number, day: string | undefined): string | null {
  const date = day === undefined ? null : Number(day);
  if (month < 1 || month > 12 || (date !== null && (date < 1 || date > 31))) return null;
  if (date === null) return year === undefined ? null : `${year}-${two(month)}`;
  return `${year ?? "-"}-${two(month)}-${two(date)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
