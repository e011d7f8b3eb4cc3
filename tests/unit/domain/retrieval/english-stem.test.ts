import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { englishStem } from "@/lib/domain/retrieval/stems/english";

/** From the vocabulary that goes with the algorithm (snowballstem.org, english/diffs.txt). */
const VOCABULARY = `
  absurdities absurd · accompanied accompani · accompaniment accompani · according accord · accountability account
  accuracy accuraci · accurately accur · aces ace · aching ach · acknowledgment acknowledg · actually actual
  additional addit · addressed address · admirers admir · admittance admitt · adoption adopt · advantageously advantag
  advertisement advertis · affectionately affection · affirmative affirm
  consign consign · consigned consign · consigning consign · consignment consign · consistency consist
  consolatory consolatori · consolingly consol · conspicuously conspicu · conspirators conspir · constables constabl
  constantly constant · constituencies constitu · constitutionally constitut · consumption consumpt
  contemplative contempl · contentedly content · contentment content · contingencies conting · continually continu
  contraction contract · controlled control · conventionality convent · conveyancer conveyanc · cooker cooker
  cooled cool · cooler cooler · coping cope · copied copi · copy copi · corpora corpora · correspondingly correspond
  corrosive corros · costly cost · cosy cosi · cottages cottag · copious copious · coolness cool · corpse corps
`
  .trim()
  .split(/\s*[·\n]\s*/)
  .map((pair) => {
    const [word = "", stem = ""] = pair.split(" ");
    return { word, stem };
  });

const stemsOf = (words: string) => new Set(words.split(" ").map(englishStem));

describe("an English stem", () => {
  it.each(VOCABULARY)("of $word is $stem", ({ word, stem }) => {
    expect(englishStem(word)).toBe(stem);
  });

  it.each([
    "bake bakes baked baking",
    "plan plans planned planning",
    "agree agreed agrees",
    "bakery bakeries",
    "hope hoping hoped",
    "argue argued arguing",
    "national nationally",
    "organize organization organizing organized",
    "hopeful hopefully hopefulness",
    "sky skies",
    "die dying",
    "tie ties tying",
    "play plays played playing",
    "caress caresses",
    "enjoy enjoyment enjoyed",
    "roll rolls rolled rolling",
    "happy happiness",
  ])("is one for the forms of a word: %s", (words) => {
    expect(stemsOf(words).size).toBe(1);
  });

  it.each([
    "news new",
    "general generous",
    "community communism",
    "university universe",
    "inning in",
    "herring her",
    "proceed process",
    "hop hope",
    "bed be",
    "sing s",
    "gas ga",
  ])("keeps apart other words: %s", (words) => {
    expect(stemsOf(words).size).toBe(2);
  });

  it.each(["", "a", "is", "by", "123", "2024", "x86", "кот"])("leaves %j as it is", (word) => {
    expect(englishStem(word)).toBe(word);
  });

  it("of a word that every object has is that of a word", () => {
    expect(stemsOf("constructor constructors").size).toBe(1);
    expect(englishStem("constructor")).toBe("constructor");
  });

  it("begins like its word, is no longer than it by more than a letter and has no capitals", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{1,12}(?:ational|iveness|ingly|edly|ies|ement|ly|y|s)?$/),
        (word) => {
          const stem = englishStem(word);
          expect(stem).toMatch(/^[a-z]+$/);
          expect(stem.length).toBeLessThanOrEqual(word.length + 1);
          // "Dying" becomes "die".
          expect(stem.charAt(0)).toBe(word.charAt(0));
        },
      ),
    );
  });
});
