const ACCENTS = /\p{Mn}/gu;
const NOT_WORD = /[^\p{L}\p{N}\p{M}]+/gu;

/** A phrase as it is compared: small letters without accents, words parted by one space, possessives left out. */
export function foldPhrase(text: string): string {
  const plain = text.normalize("NFKD").toLowerCase().replaceAll(ACCENTS, "").replaceAll("ß", "ss");
  return plain
    .replaceAll(/['’]s(?![\p{L}])/gu, "")
    .replaceAll(NOT_WORD, " ")
    .trim();
}

const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether a text is written in a script without spaces between its words. */
export function isEastAsian(text: string): boolean {
  return EAST_ASIAN.test(text);
}
