import { describe, expect, it } from "vitest";
import { idf } from "@/lib/domain/retrieval/bm25";
import { indexPool, ownScores } from "@/lib/domain/retrieval/pool-index";
import { FAR, indexOf, poolOf, said } from "./pool-samples";

describe("a pool's index", () => {
  it("has its messages by place, however they come", () => {
    const messages = [said(3, "kiln"), said(1, "bread"), said(2, "oven")];
    expect(indexOf(messages).messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it("takes the rareness of what was asked for from the whole history, and of the rest from the pool", () => {
    const pool = poolOf([], [said(1, "kiln bread"), said(FAR, "bread")]);
    const index = indexPool({ ...pool, docs: 1_000, terms: [{ term: "kiln", weight: 1, df: 400 }] });
    expect(index.idfOf("kiln")).toBe(idf(1_000, 400));
    expect(index.idfOf("bread")).toBe(idf(1_000, 2));
    expect(index.idfOf("oven")).toBe(idf(1_000, 0));
  });

  it("counts how often each message has a term", () => {
    const { counts } = indexOf([said(1, "kiln and kiln"), said(2, "bread")]);
    expect(counts.map((each) => each.get("kiln") ?? 0)).toEqual([2, 0]);
  });

  it("has an average length even where nothing has any", () => {
    expect(indexPool({ ...poolOf([], []), averageLength: 0 }).averageLength).toBeGreaterThan(0);
  });
});

describe("the score of a message by itself", () => {
  const saturation = { k1: 1.2, b: 0.75 };

  it("is the sum of what its terms tell, as they are weighed", () => {
    const index = indexOf(
      [said(1, "kiln bread"), said(FAR, "kiln"), said(2 * FAR, "oven")],
      ["kiln", "bread"],
    );
    const terms = new Map([
      ["kiln", 1],
      ["bread", 2],
    ]);
    const [both, one, none] = ownScores(index, terms, { k1: 0, b: 0 });
    expect(both).toBeCloseTo(index.idfOf("kiln") + 2 * index.idfOf("bread"));
    expect(one).toBeCloseTo(index.idfOf("kiln"));
    expect(none).toBe(0);
  });

  it("is higher for a term that is said again, and in a shorter text", () => {
    const index = indexOf(
      [
        said(1, "kiln kiln bread"),
        said(FAR, "kiln oven bread"),
        said(2 * FAR, "kiln oven bread with butter, cheese and onions"),
      ],
      ["kiln"],
    );
    const [twice = 0, once = 0, long = 0] = ownScores(index, new Map([["kiln", 1]]), saturation);
    expect(twice).toBeGreaterThan(once);
    expect(once).toBeGreaterThan(long);
    expect(long).toBeGreaterThan(0);
  });
});
