/**
 * English stems by the rules of M. Porter's second stemmer (https://snowballstem.org/algorithms/english/stemmer.html),
 * for lower-case words without apostrophes.
 */
const VOWEL = /[aeiouy]/;
const DOUBLED = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const SHORT_SYLLABLE = /(?:^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY])$/;

const WHOLE: Readonly<Record<string, string>> = {
  skis: "ski",
  skies: "sky",
  dying: "die",
  lying: "lie",
  tying: "tie",
  idly: "idl",
  gently: "gentl",
  ugly: "ugli",
  early: "earli",
  only: "onli",
  singly: "singl",
  sky: "sky",
  news: "news",
  howe: "howe",
  atlas: "atlas",
  cosmos: "cosmos",
  bias: "bias",
  andes: "andes",
};
const AFTER_PLURAL = new Set([
  "inning",
  "outing",
  "canning",
  "herring",
  "earring",
  "proceed",
  "exceed",
  "succeed",
]);

type Rule = readonly [suffix: string, replacement: string];

/** In the first region; the longest suffix that fits decides. */
const SECOND: readonly Rule[] = [
  ["ational", "ate"],
  ["fulness", "ful"],
  ["iveness", "ive"],
  ["ization", "ize"],
  ["ousness", "ous"],
  ["biliti", "ble"],
  ["lessli", "less"],
  ["tional", "tion"],
  ["alism", "al"],
  ["aliti", "al"],
  ["ation", "ate"],
  ["entli", "ent"],
  ["fulli", "ful"],
  ["iviti", "ive"],
  ["ousli", "ous"],
  ["abli", "able"],
  ["alli", "al"],
  ["anci", "ance"],
  ["ator", "ate"],
  ["enci", "ence"],
  ["izer", "ize"],
  ["bli", "ble"],
];
const THIRD: readonly Rule[] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["alize", "al"],
  ["icate", "ic"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ness", ""],
  ["ful", ""],
];
const FOURTH: readonly string[] = [
  "ement",
  "able",
  "ance",
  "ence",
  "ible",
  "ment",
  "ant",
  "ate",
  "ent",
  "ism",
  "iti",
  "ive",
  "ize",
  "ous",
  "al",
  "er",
  "ic",
];

/** Where the part after the first consonant that follows a vowel begins. */
function regionAfter(word: string, from: number): number {
  for (let at = from + 1; at < word.length; at += 1) {
    if (VOWEL.test(word.charAt(at - 1)) && !VOWEL.test(word.charAt(at))) return at + 1;
  }
  return word.length;
}

function firstRegion(word: string): number {
  const fixed = /^(?:gener|commun|arsen|past|univers|later|emerg|organ)/.exec(word);
  return fixed ? fixed[0].length : regionAfter(word, 0);
}

function withoutPlural(word: string): string {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[sd]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  if (/[us]s$/.test(word) || !word.endsWith("s")) return word;
  return VOWEL.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function withoutParticiple(word: string, r1: number): string {
  const eed = /eed(?:ly)?$/.exec(word);
  if (eed) return eed.index >= r1 ? word.slice(0, eed.index + 2) : word;
  const ending = /(?:ed|ing)(?:ly)?$/.exec(word);
  if (!ending) return word;
  const rest = word.slice(0, ending.index);
  if (!VOWEL.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (DOUBLED.test(rest)) return rest.slice(0, -1);
  return r1 >= rest.length && SHORT_SYLLABLE.test(rest) ? `${rest}e` : rest;
}

function replaced(word: string, rules: readonly Rule[], region: number): string | null {
  for (const [suffix, replacement] of rules) {
    if (!word.endsWith(suffix)) continue;
    const at = word.length - suffix.length;
    return at >= region ? word.slice(0, at) + replacement : word;
  }
  return null;
}

function secondStep(word: string, r1: number): string {
  const done = replaced(word, SECOND, r1);
  if (done !== null) return done;
  if (word.endsWith("logi") && word.length - 3 >= r1) return word.slice(0, -1);
  return /[cdeghkmnrt]li$/.test(word) && word.length - 2 >= r1 ? word.slice(0, -2) : word;
}

function thirdStep(word: string, r1: number, r2: number): string {
  if (word.endsWith("ative")) return word.length - 5 >= r2 ? word.slice(0, -5) : word;
  return replaced(word, THIRD, r1) ?? word;
}

function fourthStep(word: string, r2: number): string {
  if (/[st]ion$/.test(word)) return word.length - 3 >= r2 ? word.slice(0, -3) : word;
  const suffix = FOURTH.find((ending) => word.endsWith(ending));
  if (suffix === undefined) return word;
  return word.length - suffix.length >= r2 ? word.slice(0, -suffix.length) : word;
}

function lastStep(word: string, r1: number, r2: number): string {
  const at = word.length - 1;
  if (word.endsWith("e")) {
    if (at >= r2 || (at >= r1 && !SHORT_SYLLABLE.test(word.slice(0, -1)))) return word.slice(0, -1);
  }
  return word.endsWith("ll") && at >= r2 ? word.slice(0, -1) : word;
}

export function englishStem(word: string): string {
  if (word.length < 3) return word;
  // "constructor" is a word too, and every object has one.
  const whole = Object.hasOwn(WHOLE, word) ? WHOLE[word] : undefined;
  if (whole !== undefined) return whole;
  // A y that is a consonant is written large meanwhile.
  let stem = word.replaceAll(/(?<=^|[aeiouy])y/g, "Y");
  const r1 = firstRegion(stem);
  const r2 = regionAfter(stem, r1);
  stem = withoutPlural(stem);
  if (AFTER_PLURAL.has(stem)) return stem;
  stem = withoutParticiple(stem, r1).replace(/(?<=.[^aeiouy])[yY]$/, "i");
  stem = thirdStep(secondStep(stem, r1), r1, r2);
  return lastStep(fourthStep(stem, r2), r1, r2).toLowerCase();
}
