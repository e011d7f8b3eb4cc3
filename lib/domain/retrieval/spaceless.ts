/** Scripts that are written without spaces: Han, Kana, Thai, Lao, Khmer, Myanmar. The SQL tokenizer has the same ranges. */
export const SPACELESS_RANGES =
  "\\u0E00-\\u0E7F\\u0E80-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF\\u3005\\u3007\\u3040-\\u30FF\\u31F0-\\u31FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uA9E0-\\uA9FF\\uAA60-\\uAA7F\\uF900-\\uFAFF\\u{20000}-\\u{323AF}";

const RUNS = new RegExp(`[${SPACELESS_RANGES}]+|[^${SPACELESS_RANGES}]+`, "gu");
const SPACELESS = new RegExp(`^[${SPACELESS_RANGES}]`, "u");

export function isSpaceless(text: string): boolean {
  return SPACELESS.test(text);
}

/** A word cut where it changes between scripts with and without spaces. */
export function scriptRuns(word: string): string[] {
  return word.match(RUNS) ?? [];
}

/** Each two characters that stand together; a lone one as it is. */
export function pairsOf(run: string): string[] {
  const characters = Array.from(run);
  if (characters.length < 2) return characters;
  const pairs: string[] = [];
  for (let at = 1; at < characters.length; at += 1) {
    pairs.push((characters[at - 1] ?? "") + (characters[at] ?? ""));
  }
  return pairs;
}
