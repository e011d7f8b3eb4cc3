const DOUBLED = /([bdfgklmnprt])\1$/;

function withoutEnding(word: string): string {
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (/[^su]s$/.test(word) && !word.endsWith("is")) return word.slice(0, -1);
  if (word.endsWith("ing") && word.length > 5) return word.slice(0, -3).replace(DOUBLED, "$1");
  if (word.endsWith("ed") && word.length > 4) return word.slice(0, -2).replace(DOUBLED, "$1");
  return word;
}

/** A light English stem: plurals, -ing, -ed and a final e. Other languages are met by comparing beginnings. */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  // Favourite and favorite, colour and color.
  const short = withoutEnding(word)
    .replace(DOUBLED, "$1")
    .replace(/(?<=..)our/, "or");
  return short.length > 3 && short.endsWith("e") ? short.slice(0, -1) : short;
}

/** How alike two stems are: 1 when equal, 0.8 when they share a long beginning ("собака", "собаку"), else 0. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const longer = Math.max(a.length, b.length);
  let shared = 0;
  while (shared < longer && a[shared] === b[shared]) shared += 1;
  return shared >= 4 && shared / longer >= 0.7 ? 0.8 : 0;
}
