import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch } from "@/lib/domain/retrieval/parse-search";
import type { SearchInput } from "@/lib/domain/retrieval/search-input";

const input = (over: Partial<SearchInput>): SearchInput => ({
  words: [],
  phrases: [],
  notWords: [],
  notPhrases: [],
  ...over,
});

describe("what is typed into the search field", () => {
  it.each([
    { typed: "rye bread", means: { words: ["rye", "bread"] } },
    { typed: '"rye bread" oven', means: { words: ["oven"], phrases: ["rye bread"] } },
    { typed: "rye -oven", means: { words: ["rye"], notWords: ["oven"] } },
    { typed: 'rye -"hot oven"', means: { words: ["rye"], notPhrases: ["hot oven"] } },
    { typed: "-oven", means: { notWords: ["oven"] } },
    { typed: "−oven –kiln", means: { notWords: ["oven", "kiln"] } },
    { typed: "bread bread -oven -oven", means: { words: ["bread"], notWords: ["oven"] } },
    { typed: "  Rye\n\tBREAD ", means: { words: ["Rye", "BREAD"] } },
    { typed: '" rye bread "', means: { phrases: ["rye bread"] } },
  ])("is read as it is meant: $typed", ({ typed, means }) => {
    expect(parseSearch(typed)).toEqual(input(means));
  });

  it.each([
    "“rye bread”",
    "„rye bread“",
    "«rye bread»",
    "‹rye bread›",
    "「rye bread」",
    "『rye bread』",
    "＂rye bread＂",
  ])("may have a phrase in any marks: %s", (typed) => {
    expect(parseSearch(typed)).toEqual(input({ phrases: ["rye bread"] }));
  });

  it("may have a phrase without an end, and one that a word runs into", () => {
    expect(parseSearch('oven "rye bread')).toEqual(input({ words: ["oven"], phrases: ["rye bread"] }));
    expect(parseSearch('rye"hot oven"kiln')).toEqual(
      input({ words: ["rye", "kiln"], phrases: ["hot oven"] }),
    );
  });

  it("rules nothing out by a hyphen inside of a word or before none", () => {
    expect(parseSearch("well-known - -- -! a-b")).toEqual(input({ words: ["well-known", "a-b"] }));
    expect(parseSearch('hot-"rye bread"')).toMatchObject({ phrases: ["rye bread"], notPhrases: [] });
  });

  it.each(["", "   ", '"', '""', '" "', '-""', "…", "?!", "- -"])(
    "is nothing where nothing is said: %j",
    (typed) => {
      expect(parseSearch(typed)).toEqual(input({}));
    },
  );

  it("is no error, and nothing is in it that was not typed, whatever it is", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 10 }),
      fc.constantFrom('"', "-", "−", "“", "”", "」", " ", "rye", '-"', "\0", "\ud800"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const typed = pieces.join("");
        const { words, phrases, notWords, notPhrases } = parseSearch(typed);
        for (const word of [...words, ...notWords]) {
          expect(typed).toContain(word);
          expect(word).toMatch(/^[^\s"“”」]*[\p{L}\p{N}][^\s"“”」]*$/u);
        }
        for (const phrase of [...phrases, ...notPhrases]) {
          expect(typed).toContain(phrase);
          expect(phrase).not.toBe("");
          expect(phrase.trim()).toBe(phrase);
        }
        for (const each of [words, phrases, notWords, notPhrases])
          expect(new Set(each).size).toBe(each.length);
      }),
    );
  });

  it("keeps every word apart from marks and minus signs", () => {
    const word = fc.stringMatching(/^[a-zа-я0-9]{1,8}$/u);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), fc.array(word, { maxLength: 8 }), (asked, not) => {
        const typed = [...asked, ...not.map((each) => `-${each}`)].join(" ");
        expect(parseSearch(typed)).toEqual(
          input({ words: [...new Set(asked)], notWords: [...new Set(not)] }),
        );
      }),
    );
  });
});
