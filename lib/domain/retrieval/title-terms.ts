import { pairsOf, isSpaceless, scriptRuns } from "./spaceless";

// What parts words, by code points: classes such as \p{L} differ between databases and their locales.
const SEPARATORS =
  "\\u0000-\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u00BF\\u00D7\\u00F7\\u055A-\\u055F\\u0589\\u058A\\u05BE\\u05C0\\u05C3\\u05C6\\u05F3\\u05F4\\u060C\\u061B\\u061F\\u066A-\\u066D\\u06D4\\u0964\\u0965\\u0970\\u0E3F\\u0E4F\\u0E5A\\u0E5B\\u104A-\\u104F\\u17D4-\\u17DB\\u2000-\\u2BFF\\u2E00-\\u3004\\u3008-\\u3020\\u3030\\u3036\\u3037\\u303D-\\u303F\\u30A0\\u30FB\\uD800-\\uF8FF\\uFE00-\\uFE6F\\uFEFF\\uFFE0-\\uFFFF\\u{1F000}-\\u{1FAFF}\\u{E0000}-\\u{10FFFF}";
const WORDS = new RegExp(`[^${SEPARATORS}]+`, "gu");

/**
 * The terms a title is found by, each once, in order: lower-case words as they stand, and character pairs for scripts
 * without spaces. The database makes the same ones; both are tested against supabase/tests/title-vectors.json.
 */
export function titleTerms(text: string): string[] {
  const plain = text.normalize("NFKC").replaceAll("İ", "i").toLowerCase().replaceAll("ς", "σ");
  const terms = new Set<string>();
  for (const [word] of plain.matchAll(WORDS)) {
    for (const run of scriptRuns(word)) {
      if (!isSpaceless(run)) terms.add(run);
      else for (const pair of pairsOf(run)) terms.add(pair);
    }
  }
  return [...terms];
}
