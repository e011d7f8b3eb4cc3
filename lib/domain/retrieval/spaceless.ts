/** Scripts that are written without spaces: Han, Kana, Thai, Lao, Khmer, Myanmar. The SQL tokenizer has the same ranges. */
export const SPACELESS_RANGES =
  "\\u0E00-\\u0E7F\\u0E80-\\u0EFF\\u1000-\\u109F\\u1780-\\u17FF\\u3005\\u3007\\u3040-\\u30FF\\u31F0-\\u31FF\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uA9E0-\\uA9FF\\uAA60-\\uAA7F\\uF900-\\uFAFF\\u{20000}-\\u{323AF}";

const RUNS = new RegExp(`[${SPACELESS_RANGES}]+|[^${SPACELESS_RANGES}]+`, "gu");
const SPACELESS = new RegExp(`^[${SPACELESS_RANGES}]`, "u");

const HAN = /^\p{Script=Han}$/u;
/** Chinese characters that hold a sentence together and say nothing by themselves. */
const FUNCTION_CHARACTERS = new Set(
  "的了是在我你您他她它们們这這那和与與及也都就不没沒有吗嗎呢吧啊之于於为為把被从從到对對个個一",
);
const segmenter = new Intl.Segmenter("und", { granularity: "word" });

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

/**
 * The words of a run that its pairs do not stand for already: longer ones, so that what has the whole word counts for more,
 * and those of one Chinese character ("猫"), which a pair never is.
 */
export function segmentsOf(run: string): string[] {
  const words: string[] = [];
  if (Array.from(run).length < 2) return words;
  for (const { segment } of segmenter.segment(run)) {
    const { length } = Array.from(segment);
    if (length > 2 || (HAN.test(segment) && !FUNCTION_CHARACTERS.has(segment))) words.push(segment);
  }
  return words;
}
