import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textTerms } from "@/lib/domain/retrieval/text-terms";

const shared = (a: string, b: string) => textTerms(a).filter((term) => textTerms(b).includes(term));

describe("the terms of a text", () => {
  it("are stems without the small words, in order, as often as they are said", () => {
    expect(textTerms("The bakeries sell bread and the bakery sold more bread")).toEqual([
      "bakeri",
      "sell",
      "bread",
      "bakeri",
      "sold",
      "bread",
    ]);
  });

  it.each([
    { language: "English", asked: "baked loaves", said: "She was baking a loaf, baked twice." },
    {
      language: "German",
      asked: "Welches Haus ist am Hafen?",
      said: "Die Häuser sind nicht weit von den Kindern.",
    },
    { language: "French", asked: "Où est la maison de l'amie?", said: "Les maisons sont dans la rue." },
    {
      language: "Spanish",
      asked: "¿Dónde está la casa de mi hermano?",
      said: "Las casas son de mis hermanos.",
    },
    { language: "Italian", asked: "Dove è il ragazzo?", said: "I ragazzi sono nella scuola." },
    { language: "Portuguese", asked: "Onde está a casa?", said: "As casas são muito caras." },
    { language: "Russian", asked: "Где моя книга?", said: "Я читал эту книгу и те книги." },
    { language: "Arabic", asked: "أين المعلمين؟", said: "هل المعلمون في المدرسة" },
    { language: "Korean", asked: "도서관은 어디야?", said: "어제 도서관에서 책을 읽었다" },
    { language: "Chinese", asked: "咖啡机在哪里？", said: "我昨天买了一台咖啡机" },
    { language: "Japanese", asked: "図書館はどこ？", said: "昨日図書館で本を読みました" },
    { language: "Thai", asked: "ประเทศไทยอยู่ที่ไหน", said: "ฉันรักประเทศไทยมาก" },
  ])("meet where the same is meant in other words of $language", ({ asked, said }) => {
    expect(shared(asked, said)).not.toEqual([]);
  });

  it.each([
    { language: "English", text: "What did you do to them, and why?" },
    { language: "German", text: "Was hast du mir und ihm?" },
    { language: "French", text: "Qu'est-ce que tu as, et pourquoi ?" },
  ])("are none where there are only small words of $language", ({ text }) => {
    expect(textTerms(text)).toEqual([]);
  });

  it("are pairs and words in Chinese, and the character itself where it is alone", () => {
    expect(textTerms("猫")).toEqual(["猫"]);
    expect(textTerms("我养了一只猫")).toContain("猫");
    expect(textTerms("咖啡机")).toEqual(expect.arrayContaining(["咖啡", "啡机"]));
  });

  it("are those of each script where a word mixes them", () => {
    expect(textTerms("iPhone手机")).toEqual(["iphon", "手机"]);
  });

  it("find a Korean noun without its particle", () => {
    expect(shared("한국", "한국어를 배우고 싶다")).toEqual(["한국"]);
  });

  it("are the same for either way of writing an accent, and for none", () => {
    const terms = textTerms("the café on the corner");
    expect(textTerms("the cafe\u0301 on the corner")).toEqual(terms);
    expect(textTerms("the cafe on the corner")).toEqual(terms);
  });

  it("lose nothing of what is around a lone surrogate or NUL", () => {
    expect(textTerms("rye \ud800 bread\u0000oven")).toEqual(["rye", "bread", "oven"]);
  });

  it.each(["constructor", "toString", "valueOf", "__proto__", "hasOwnProperty", "null"])(
    "are there for a word that programs have too: %s",
    (word) => {
      const terms = [`The ${word} is here`, `Das ist der ${word} und nicht die`, `我的 ${word}`].flatMap(
        textTerms,
      );
      expect(terms.length).toBeGreaterThan(0);
      for (const term of terms) expect(term).toBeTypeOf("string");
    },
  );

  it("cut a very long word, and find it by its beginning", () => {
    const [term = "", ...others] = textTerms("x".repeat(10_000));
    expect(others).toEqual([]);
    expect(term.length).toBeLessThan(100);
    expect(textTerms("x".repeat(20_000))).toEqual([term]);
  });

  it.each([0, 1])("are not cut in the middle of a character, after %i others", (many) => {
    const [term = "", ...others] = textTerms("a".repeat(many) + "\u{10428}".repeat(40));
    expect(others).toEqual([]);
    expect(term.isWellFormed()).toBe(true);
    expect(term).toHaveLength(64 - many);
  });

  it("are short and never empty, whatever the text is", () => {
    const pieces = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.constantFrom(
        "\u0301",
        "\u0640",
        "ß".repeat(50),
        "คน".repeat(50),
        "漢字".repeat(50),
        "l'",
        "한국어".repeat(40),
        `a${"\u{10428}".repeat(40)}`,
      ),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        for (const term of textTerms(parts.join(" "))) {
          expect(term).not.toBe("");
          expect(term.length).toBeLessThanOrEqual(64);
          expect(term).not.toMatch(/[\s\0]/u);
          expect(term.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it("are those of its lines, in whatever order they stand", () => {
    const lines = ["The kiln is fired on Mondays.", "Anna bakes the bread.", "There are two ovens."];
    const sorted = (text: string) => textTerms(text).sort();
    expect(sorted(lines.toReversed().join("\n"))).toEqual(sorted(lines.join("\n")));
  });
});
