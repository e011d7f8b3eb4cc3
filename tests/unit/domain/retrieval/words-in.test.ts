import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordsIn } from "@/lib/domain/retrieval/words-in";

const wordsOf = (text: string) => wordsIn(text).map(({ word }) => word);

describe("the words of a text", () => {
  it("are runs of letters and digits, in order, as often as they are said", () => {
    expect(wordsOf("Rye, bread & RYE: 3 loaves (2nd batch).")).toEqual(
      "rye bread rye 3 loaves 2nd batch".split(" "),
    );
  });

  it("are parted by hyphens, dots and underscores", () => {
    expect(wordsOf("e-mail node.js foo_bar 3.14")).toEqual("e mail node js foo bar 3 14".split(" "));
  });

  it.each(["", "   \n\t", "…!?", "👩‍👩‍👧 👍🏽", "\u0000", "\ud83d", "\udc00", "\u0301", "\u0640"])(
    "are none in %j",
    (text) => {
      expect(wordsOf(text)).toEqual([]);
    },
  );

  it("stand where they were found, accents and all", () => {
    const text = "Un été à l’île.";
    expect(wordsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "Un",
      "été",
      "à",
      "l’île",
    ]);
  });

  it.each([
    { text: "l'ami", words: ["ami"] },
    { text: "L’été", words: ["ete"] },
    { text: "d'Alsace", words: ["alsace"] },
    { text: "qu'elle", words: ["elle"] },
    { text: "jusqu'ici", words: ["ici"] },
    { text: "dell'anno", words: ["anno"] },
    { text: "quest＇anno", words: ["anno"] },
    { text: "aujourd'hui", words: ["aujourd", "hui"] },
  ])("lose what is elided before them: $text", ({ text, words }) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    { text: "the dog's bowl", words: ["the", "dog", "bowl"] },
    { text: "they're we've she'll I'd I'm", words: ["they", "we", "she", "i", "i"] },
    { text: "Anna’s kiln", words: ["anna", "kiln"] },
    { text: "O'Brien", words: ["o", "brien"] },
    { text: "o'clock", words: ["o", "clock"] },
  ])("lose an English ending: $text", ({ text, words }) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each(["don't", "DON’T", "can't", "won't", "isnʼt", "couldn't"])("leave out %s altogether", (text) => {
    expect(wordsOf(`${text} bake`)).toEqual(["bake"]);
  });

  it("are not parted by quotation marks around them", () => {
    expect(wordsOf("'rye' ‘bread’ \"oven\"")).toEqual(["rye", "bread", "oven"]);
  });

  it("end at a lone surrogate and at NUL", () => {
    expect(wordsOf("rye\ud800bread oven\u0000kiln")).toEqual(["rye", "bread", "oven", "kiln"]);
  });

  it("stand in order within the text, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const found = wordsIn(text);
        const starts = found.map(({ start }) => start);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
        for (const { word, start, end } of found) {
          expect(word).not.toBe("");
          expect(text.slice(start, end)).toMatch(/^[\p{L}\p{N}\p{M}'’ʼ＇]+$/u);
        }
      }),
    );
  });

  it("are the same in either way of writing an accent", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("é", "ü", "ñ", "a", "-", " ", "ç", "'")), (parts) => {
        const text = parts.join("");
        expect(wordsOf(text.normalize("NFD"))).toEqual(wordsOf(text.normalize("NFC")));
      }),
    );
  });
});
