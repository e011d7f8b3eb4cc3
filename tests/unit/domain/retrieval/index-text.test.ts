import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INDEX_VERSION, indexText } from "@/lib/domain/retrieval/index-text";
import { dateTerms } from "@/lib/domain/retrieval/date-terms";
import { textTerms } from "@/lib/domain/retrieval/text-terms";

const SAID = "2026-11-18T10:00:00.000Z";
const index = (text: string, author: string | null = null) => indexText(text, { saidAt: SAID, author });
const many = (count: number) => Array.from({ length: count }, (_, at) => `word${at}x`).join(" ");

describe("what a text is found by", () => {
  it("is each of its terms once, with how often it is said", () => {
    const { terms, counts, version } = index("Rye bread, more rye and no bread: RYE!");
    const counted = new Map(terms.map((term, at) => [term, counts[at]]));
    expect(counted.get("rye")).toBe(3);
    expect(counted.get("bread")).toBe(2);
    expect(counted.has("and")).toBe(false);
    expect(version).toBe(INDEX_VERSION);
  });

  it("is who said it, and when", () => {
    const { terms } = index("Rye bread", "Anna Müller");
    expect(terms).toEqual(expect.arrayContaining(textTerms("Anna Müller")));
    expect(terms).toEqual(expect.arrayContaining(dateTerms("", SAID)));
    expect(index("Rye bread").terms).not.toContain("anna");
  });

  it("is nothing but the date where nothing is said, and nothing without one", () => {
    expect(index("…").terms).toEqual(dateTerms("", SAID));
    expect(indexText("", { saidAt: "", author: null })).toMatchObject({ terms: [], counts: [], length: 0 });
  });

  it("is as long as all that is said in it", () => {
    const dates = dateTerms("", SAID).length;
    expect(index("rye rye bread").length).toBe(3 + dates);
    expect(index("rye rye bread", "Anna").length).toBe(4 + dates);
  });

  it("has an end: 3,000 different terms, of which known ones are counted on", () => {
    const text = many(5_000);
    const { terms, counts, length } = index(`${text} word7x word4999x`);
    const dates = dateTerms("", SAID);
    expect(terms).toHaveLength(3_000);
    expect(counts).toHaveLength(3_000);
    expect(terms).toEqual([...textTerms(text).slice(0, 3_000 - dates.length), ...dates]);
    expect(terms).not.toContain("word4999x");
    expect(counts[terms.indexOf("word7x")]).toBe(2);
    expect(length).toBe(3_001);
  });

  it("is who said it, and the dates, however much is said", () => {
    const { terms } = index(`${many(5_000)} on May 3, 2024`, "Anna Müller");
    expect(terms).toHaveLength(3_000);
    expect(terms).toEqual(expect.arrayContaining([...textTerms("Anna Müller"), ...dateTerms("", SAID)]));
    expect(index(`on May 3, 2024 ${many(5_000)}`).terms).toContain("d:2024-05-03");
  });

  it("counts no term more than a thousand times, and no length less for it", () => {
    const { terms, counts, length } = index("bread ".repeat(2_500));
    expect(counts[terms.indexOf("bread")]).toBe(1_000);
    expect(length).toBe(2_500 + dateTerms("", SAID).length);
  });

  it.each(["Where is the kiln?", "窯はどこですか？", "أين الفرن؟", "Πού είναι ο φούρνος;"])(
    "asks: %s",
    (text) => {
      expect(index(text).asks).toBe(true);
    },
  );

  it("does not ask where it is no question, or a long text with one in it", () => {
    expect(index("The kiln is in the cellar.").asks).toBe(false);
    expect(index(`${many(200)}?`).asks).toBe(false);
  });

  it("says when where that is near its beginning", () => {
    expect(index("We fired it yesterday.").timed).toBe(true);
    expect(index("We fired it.").timed).toBe(false);
    expect(index(`${many(200)} yesterday`).timed).toBe(false);
  });

  it("runs in step, whatever the text is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.option(fc.string()), (text, author) => {
        const { terms, counts, length } = index(text, author);
        expect(counts).toHaveLength(terms.length);
        expect(new Set(terms).size).toBe(terms.length);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(length);
        expect(Math.min(1, ...counts)).toBe(1);
      }),
    );
  });
});
