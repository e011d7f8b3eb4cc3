import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lightStem } from "@/lib/domain/retrieval/stems/light";

const LANGUAGES = ["German", "French", "Spanish", "Italian", "Portuguese", "Russian", "Arabic"];

// Words come folded: "книгой" without what stands above its last letter.
describe("a light stem", () => {
  it.each([
    { language: "German", words: "haus hauser hausern hauses" },
    { language: "German", words: "kind kinder kindern kindes" },
    { language: "German", words: "zeitung zeitungen" },
    { language: "French", words: "maison maisons" },
    { language: "French", words: "cheveu cheveux" },
    { language: "French", words: "cheval chevaux" },
    { language: "French", words: "animal animaux" },
    { language: "French", words: "principal principaux principale principales" },
    { language: "French", words: "bateau bateaux" },
    { language: "French", words: "nouveau nouveaux" },
    { language: "French", words: "parler parle parlaient parlait parlez" },
    { language: "Spanish", words: "casa casas" },
    { language: "Spanish", words: "hablar hablando hablamos hablado" },
    { language: "Spanish", words: "cancion canciones" },
    { language: "Italian", words: "ragazzo ragazza ragazzi ragazze" },
    { language: "Italian", words: "parlare parlando parlato" },
    { language: "Portuguese", words: "casa casas" },
    { language: "Portuguese", words: "falar falando falavam" },
    { language: "Russian", words: "книга книги книгу книгои книгами" },
    { language: "Russian", words: "читать читаю читает" },
    { language: "Arabic", words: "معلم معلمون معلمين" },
    { language: "Arabic", words: "كتاب كتابها كتابهم" },
  ])("is one for the forms of a word in $language: $words", ({ language, words }) => {
    const stems = words.split(" ").map((word) => lightStem(language, word));
    expect(new Set(stems).size).toBe(1);
  });

  it.each([
    { language: "German", words: "hand hund" },
    { language: "French", words: "chat chaud" },
    { language: "French", words: "mal maux" },
    { language: "Spanish", words: "casa cosa" },
    { language: "Russian", words: "дом дым" },
  ])("keeps apart other words of $language: $words", ({ language, words }) => {
    const [first = "", second = ""] = words.split(" ");
    expect(lightStem(language, first)).not.toBe(lightStem(language, second));
  });

  it.each(["English", "Chinese", "Klingon", ""])(
    "is the word itself where there are no rules: %j",
    (language) => {
      expect(lightStem(language, "casas")).toBe("casas");
    },
  );

  it("is what the word begins with and leaves enough of it", () => {
    const word = fc.stringMatching(/^[a-zаеёиоуыэюяا-ي]{1,12}(?:ungen|issement|amientos|ями|ات|s|en)?$/u);
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), word, (language, whole) => {
        fc.pre(language !== "French" || !whole.endsWith("aux"));
        const stem = lightStem(language, whole);
        expect(whole.startsWith(stem)).toBe(true);
        expect(stem.length).toBeGreaterThanOrEqual(Math.min(3, whole.length));
      }),
    );
  });
});
