import { describe, expect, it } from "vitest";
import { passageScores } from "@/lib/domain/retrieval/passage-scores";
import { FAR, indexOf, said } from "./pool-samples";

const KILN = new Map([["kiln", 1]]);
const PASSAGE = { k1: 1.2, b: 0.75, terms: 40 };

describe("the score of a passage", () => {
  it("is the same for all whose surroundings have the term, where its frequency does not count", () => {
    const index = indexOf(
      [said(1, "bread"), said(2, "kiln"), said(3, "oven"), said(FAR, "butter")],
      ["kiln"],
    );
    const [before, own, after, far] = passageScores(index, KILN, { ...PASSAGE, k1: 0 });
    expect(own).toBeCloseTo(index.idfOf("kiln"));
    expect(before).toBeCloseTo(own ?? 0);
    expect(after).toBeCloseTo(own ?? 0);
    expect(far).toBe(0);
  });

  it("reaches three messages to either side", () => {
    const talk = Array.from({ length: 9 }, (_, at) => said(at + 1, at === 4 ? "kiln" : "bread"));
    const scores = passageScores(indexOf(talk, ["kiln"]), KILN, PASSAGE);
    expect(scores.map((score) => score > 0)).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it("is higher where several around say it", () => {
    const talk = [said(1, "kiln"), said(2, "bread"), said(3, "kiln")];
    const lone = [said(FAR, "kiln"), said(FAR + 1, "bread"), said(FAR + 2, "oven")];
    const scores = passageScores(indexOf([...talk, ...lone], ["kiln"]), KILN, PASSAGE);
    expect(scores[1]).toBeGreaterThan(scores[4] ?? Infinity);
  });

  it("counts the beginning of a message alone", () => {
    const index = indexOf([said(1, "bread oven butter kiln"), said(FAR, "kiln bread oven butter")], ["kiln"]);
    const [end, beginning] = passageScores(index, KILN, { ...PASSAGE, terms: 2 });
    expect(end).toBe(0);
    expect(beginning).toBeGreaterThan(0);
  });

  it("is nothing where there is nothing, or nothing is asked for", () => {
    expect(passageScores(indexOf([]), KILN, PASSAGE)).toEqual([]);
    expect(passageScores(indexOf([said(1, "kiln")]), new Map(), PASSAGE)).toEqual([0]);
  });
});
