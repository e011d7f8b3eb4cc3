import type { TokenEncoding } from "@/lib/domain/tokens/token-family";

// What the split patterns tell apart, as bits: a mark is both a letter of a word and part of a run of symbols.
export const UPPER = 1;
/** Letters that may stand before and after the first small letter of a word: modifiers, other scripts, marks. */
export const EITHER = 2;
export const LOWER = 4;
export const LETTER = UPPER | EITHER | LOWER;
export const DIGIT = 8;
export const NEWLINE = 16;
/** White space that is no newline. */
export const SPACE = 32;
export const SYMBOL = 64;

const O200K: readonly (readonly [RegExp, number])[] = [
  [/^[\r\n]$/u, NEWLINE],
  [/^\s$/u, SPACE],
  [/^[\p{Lu}\p{Lt}]$/u, UPPER],
  [/^\p{Ll}$/u, LOWER],
  [/^\p{L}$/u, EITHER],
  [/^\p{M}$/u, EITHER | SYMBOL],
  [/^\p{N}$/u, DIGIT],
];

// cl100k_base knows letters only, and marks are symbols to it.
const CL100K: readonly (readonly [RegExp, number])[] = [
  [/^[\r\n]$/u, NEWLINE],
  [/^\s$/u, SPACE],
  [/^\p{L}$/u, LOWER],
  [/^\p{N}$/u, DIGIT],
];

export type Classifier = (codePoint: number) => number;

/** The class of a code point, by the same engine's Unicode tables as the split pattern; worked out once for each. */
export function createClassifier(encoding: TokenEncoding): Classifier {
  const rules = encoding === "o200k_base" ? O200K : CL100K;
  const known = new Uint8Array(0x110000);
  return (codePoint) => {
    const found = known[codePoint] ?? 0;
    if (found !== 0) return found;
    const character = String.fromCodePoint(codePoint);
    const rule = rules.find(([pattern]) => pattern.test(character));
    const fresh = rule === undefined ? SYMBOL : rule[1];
    known[codePoint] = fresh;
    return fresh;
  };
}
