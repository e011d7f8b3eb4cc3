import { describe, expect, it } from "vitest";
import { queryTerms } from "@/lib/domain/retrieval/query-terms";

const many = Array.from({ length: 60 }, (_, at) => `word${at}x`).join(" ");

describe("what a text asks for", () => {
  it("weighs a term by how often it is said, weightiest first", () => {
    expect(queryTerms("Where is the kiln, my kiln in the cellar?")).toEqual([
      { term: "kiln", weight: 2 },
      { term: "cellar", weight: 1 },
    ]);
  });

  it("keeps the order of the text among equals", () => {
    expect(queryTerms("kiln cellar bread").map(({ term }) => term)).toEqual(["kiln", "cellar", "bread"]);
  });

  it("is the weightiest terms of a long text, each once", () => {
    const terms = queryTerms(`${many} word50x word59x word59x`, 5).map(({ term }) => term);
    expect(terms).toEqual(["word59x", "word50x", "word0x", "word1x", "word2x"]);
  });

  it("is nothing where nothing is said", () => {
    expect(queryTerms("what is it?")).toEqual([]);
    expect(queryTerms("")).toEqual([]);
  });
});
