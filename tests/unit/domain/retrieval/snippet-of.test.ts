import { describe, expect, it } from "vitest";
import { snippetOf } from "@/lib/domain/retrieval/snippet-of";

const shown = (text: string, terms: readonly string[], phrases: readonly string[] = [], length?: number) =>
  snippetOf(text, { terms: new Set(terms), phrases }, length)
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join("");

describe("snippetOf", () => {
  it.each([
    {
      what: "words by their stems",
      text: "Bakeries sell bread",
      terms: ["bakeri"],
      is: "[Bakeries] sell bread",
    },
    {
      what: "words in the language of their text",
      text: "Die Häuser am Hafen sind teuer geworden",
      terms: ["haus"],
      is: "Die [Häuser] am Hafen sind teuer geworden",
    },
    {
      what: "characters where there are no spaces",
      text: "我想下个星期去买咖啡机和牛奶",
      terms: ["咖啡", "啡机"],
      is: "我想下个星期去买[咖啡机]和牛奶",
    },
    { what: "nothing where nothing was found", text: "Rye bread", terms: ["oven"], is: "Rye bread" },
    { what: "nothing in nothing", text: "", terms: ["oven"], is: "" },
  ])("marks $what", ({ text, terms, is }) => {
    expect(shown(text, terms)).toBe(is);
  });

  it("marks phrases as one, in any case and with any space, whatever they are made of", () => {
    expect(shown("A b and RYE\nbread", ["bread"], ["rye bread"])).toBe("A b and [RYE\nbread]");
    expect(shown("It costs (a+b)*", [], ["(a+b)*"])).toBe("It costs [(a+b)*]");
  });

  it("shows what is around the hits of a long text, cut between words", () => {
    const text = `${"Some words before. ".repeat(50)}The ginger cat sleeps here. ${"And others after. ".repeat(50)}`;
    const snippet = shown(text, ["cat"], [], 100);
    expect(snippet).toMatch(/^…\S.* The ginger \[cat\] sleeps here\. .*\S…$/);
    expect(snippet.length).toBeLessThanOrEqual(100 + 4);
  });

  it("prefers the place that has the most of it", () => {
    const text = `A cat. ${"Nothing in between. ".repeat(60)}The cat and the dog. ${"Nothing after it. ".repeat(60)}`;
    expect(shown(text, ["cat", "dog"])).toContain("The [cat] and the [dog].");
  });

  it("finds a hit at the end of a very long text", () => {
    expect(shown(`${"word ".repeat(40_000)}needle`, ["needl"])).toMatch(/ \[needle\]$/);
  });

  it("cuts no character in two", () => {
    for (let length = 50; length < 60; length += 1) {
      const parts = snippetOf(
        `${"😀".repeat(100)} cat ${"😀".repeat(100)}`,
        { terms: new Set(["cat"]), phrases: [] },
        length,
      );
      expect(parts.some(({ hit }) => hit)).toBe(true);
      expect(parts.every(({ text }) => text.isWellFormed())).toBe(true);
    }
  });
});
