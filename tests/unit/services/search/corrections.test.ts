import { describe, expect, it } from "vitest";
import { aMessage, fakeSearch } from "./fake-search";

const SIMILAR = [
  { term: "recpi", similar: "recip", df: 9 },
  { term: "recpi", similar: "recit", df: 2 },
];

describe("words that nobody used", () => {
  it("are read as the nearest one in use, as it is spelled there", async () => {
    const { ask, asked } = fakeSearch({
      used: { recip: 9, bread: 3 },
      similar: SIMILAR,
      rows: ({ terms }) =>
        terms.some(({ term }) => term === "recip") ? [aMessage("Two recipes for bread")] : [],
    });
    const { hits, corrections } = await ask("recpie bread");
    expect(corrections).toEqual([{ typed: "recpie", used: "recipes" }]);
    expect(hits[0]?.snippet.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(["recipes", "bread"]);
    // Asked for again, with the other words as they were.
    expect(asked.messages).toHaveLength(2);
    expect(asked.messages[1]?.terms.map(({ term }) => term)).toEqual(
      expect.arrayContaining(["recip", "bread"]),
    );
    expect(asked.messages[1]?.terms.map(({ term }) => term)).not.toContain("recpi");
    expect(asked.memories[0]?.terms.map(({ term }) => term)).toContain("recip");
  });

  it("are left where nothing is near", async () => {
    const { ask, asked } = fakeSearch({ used: {}, rows: () => [] });
    expect(await ask("recpie")).toMatchObject({ hits: [], corrections: [] });
    expect(asked.messages).toHaveLength(1);
  });

  it("are not looked for where every word is in use", async () => {
    const { ask, asked } = fakeSearch({ used: { bread: 1 }, similar: SIMILAR });
    expect((await ask("bread")).corrections).toEqual([]);
    expect(asked.similar).toEqual([]);
  });

  it("stay as they are in phrases, and in scripts without spaces", async () => {
    const { ask, asked } = fakeSearch({ used: {}, similar: SIMILAR });
    expect((await ask('"recpie"')).corrections).toEqual([]);
    expect((await ask("咖啡机")).corrections).toEqual([]);
    expect(asked.similar).toEqual([]);
  });
});
