const PLAIN = /^[a-z0-9]*$/;
const MARKS = /[\u0300-\u036F\u0640\u064B-\u0652]/g;
const LETTERS = /[ßæœøđłıς]/g;
const AS_OTHERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  ı: "i",
  ς: "σ",
};
const BEYOND = /[^\p{L}\p{N}\p{M}]+/gu;

/** A word as it is compared: NFKC, lower case, and without accents, which people leave out when they type. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  if (PLAIN.test(lower)) return lower;
  return lower
    .normalize("NFKD")
    .replaceAll(MARKS, "")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(LETTERS, (letter) => AS_OTHERS[letter] ?? letter)
    .replaceAll(BEYOND, "");
}
