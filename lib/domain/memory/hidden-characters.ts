// Bidirectional controls, tags, fillers and zero-width characters: they make a text read otherwise than it looks.
const HIDDEN =
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFFA0\uFFF0-\uFFFB]|[\u{E0000}-\u{E0FFF}]|(?<!^)\uFEFF/u;
// Joiners are letters' own business in Arabic and Indic scripts, and emoji's; between other letters they hide a word.
const JOINED = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{N}\s][\u200C\u200D]/u;
// One word of letters that look alike in several alphabets.
const MIXED =
  /(?:\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}])|(?:[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin})/u;

/** Whether a text holds characters that nobody sees, or words that are not what they look like. */
export function hidesText(text: string): boolean {
  return HIDDEN.test(text) || JOINED.test(text) || MIXED.test(text);
}
