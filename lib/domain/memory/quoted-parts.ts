const PAIRS: ReadonlyMap<string, string> = new Map([
  ["“", "”"],
  ["„", "“”"],
  ["«", "»"],
  ["»", "«"],
  ["‹", "›"],
  ["「", "」"],
  ["『", "』"],
  ["〝", "〟"],
  ["《", "》"],
  ["【", "】"],
  ["‘", "’"],
  ["‚", "‘’"],
  ['"', '"'],
  ["＂", "＂"],
  ["`", "`"],
  ["'", "'"],
  ["[", "]"],
  ["{", "}"],
]);
/** They are apostrophes as well: only between a gap and a word do they open. */
const APOSTROPHES = new Set(["'", "‘"]);
/** What closes without having been opened would be half of a quotation whose beginning is not known. */
const LONE_CLOSERS = /[”」』〟》】]/;

/** What a quotation may hold and still be a name that somebody puts in quotation marks. */
const NAME_CHARACTERS = 40;
const NAME_WORDS = 4;

/**
 * The text with a NUL in place of every character of a quotation, its marks included; short ones, which are names, stay.
 * What is never closed is quoted to the end. Outer quotations swallow what is quoted inside them.
 */
export function blankQuoted(text: string): string {
  if (LONE_CLOSERS.test(text) && opensNone(text)) return "\0".repeat(text.length);
  let out = "";
  let at = 0;
  while (at < text.length) {
    const end = quotationEnd(text, at);
    if (end === null) {
      out += text.charAt(at);
      at += 1;
      continue;
    }
    const inside = text.slice(at + 1, end - 1);
    out += isName(text.charAt(at), inside) ? text.slice(at, end) : "\0".repeat(end - at);
    at = end;
  }
  return out;
}

function opensNone(text: string): boolean {
  const first = text.search(LONE_CLOSERS);
  return !/[“„‟「『〝《【]/.test(text.slice(0, first));
}

function isName(mark: string, inside: string): boolean {
  if (mark === "[" || mark === "{") return false;
  const words = inside.split(/\s+/).length;
  return inside.length <= NAME_CHARACTERS && words <= NAME_WORDS && !/[.!?。！？:：;\n]/.test(inside);
}

/** One past the quotation that begins at `at`; null where none begins. */
function quotationEnd(text: string, at: number): number | null {
  const mark = text.charAt(at);
  const closers = PAIRS.get(mark);
  if (closers === undefined) return null;
  const apostrophe = APOSTROPHES.has(mark);
  if (apostrophe && !opensWord(text, at)) return null;
  const end = closedAt(text, at, closers, apostrophe);
  if (end !== null) return end;
  return apostrophe ? null : text.length;
}

function closedAt(text: string, at: number, closers: string, apostrophe: boolean): number | null {
  const mark = text.charAt(at);
  let depth = 1;
  for (let i = at + 1; i < text.length; i += 1) {
    const character = text.charAt(i);
    if (closers.includes(character)) {
      if (apostrophe && isLetter(text.charAt(i + 1))) continue;
      depth -= 1;
      if (depth === 0) return i + 1;
    } else if (character === mark) depth += 1;
  }
  return null;
}

function opensWord(text: string, at: number): boolean {
  return !isLetter(text.charAt(at - 1)) && isLetter(text.charAt(at + 1));
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
