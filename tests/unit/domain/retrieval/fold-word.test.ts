import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldWord } from "@/lib/domain/retrieval/fold-word";

describe("a folded word", () => {
  it.each([
    { what: "case", typed: "BREAD", as: "bread" },
    { what: "accents", typed: "crème", as: "creme" },
    { what: "accents that are marks of their own", typed: "cre\u0300me", as: "creme" },
    { what: "sharp s", typed: "Straße", as: "STRASSE" },
    { what: "letters that are two in one", typed: "Œuvre", as: "oeuvre" },
    { what: "ligatures", typed: "ﬁne", as: "fine" },
    { what: "full-width letters", typed: "ＢＲＥＡＤ", as: "bread" },
    { what: "crossed letters", typed: "Łódź", as: "lodz" },
    { what: "dots on Turkish letters", typed: "İstanbul", as: "ıstanbul" },
    { what: "the form of a Greek sigma", typed: "καλός", as: "ΚΑΛΟΣ" },
    { what: "Arabic vowel marks and stretching", typed: "مُحَمَّـد", as: "محمد" },
    { what: "what stands above Russian letters", typed: "Ёлка", as: "елка" },
    { what: "circles around numbers", typed: "⑫", as: "12" },
  ])("is the same whatever its $what", ({ typed, as }) => {
    expect(foldWord(typed)).toBe(foldWord(as));
    expect(foldWord(typed)).not.toBe("");
  });

  it("keeps apart what only looks alike", () => {
    expect(foldWord("bread")).not.toBe(foldWord("broad"));
    expect(foldWord("か")).not.toBe(foldWord("が"));
  });

  it("keeps the marks that are letters in their script", () => {
    expect(foldWord("हिन्दी")).toBe("हिन्दी");
    expect(foldWord("กี่")).toBe("กี่".normalize("NFKC"));
  });

  it("puts together again what belongs together in Korean and Japanese", () => {
    expect(foldWord("한국어")).toBe("한국어");
    expect(foldWord("が".normalize("NFD"))).toBe("が");
  });

  it("is nothing where there is nothing but marks", () => {
    expect(foldWord("\u0301")).toBe("");
    expect(foldWord("")).toBe("");
  });

  it("has no capitals, spaces or signs in it and folds to itself, whatever the text is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (text) => {
        const folded = foldWord(text);
        expect(folded).not.toMatch(/[\sA-Z"'.,!?-]/u);
        expect(foldWord(folded)).toBe(folded);
      }),
    );
  });
});
