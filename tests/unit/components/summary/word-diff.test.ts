import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordDiff, type DiffPart } from "@/components/summary/word-diff";

const without = (parts: readonly DiffPart[], kind: DiffPart["kind"]) =>
  parts
    .filter((part) => part.kind !== kind)
    .map((part) => part.text)
    .join("");
const texts = fc
  .array(fc.constantFrom("a", "b", "c ", " ", "\n", "dd"), { maxLength: 40 })
  .map((words) => words.join(" "));

describe("the difference of two texts", () => {
  it("names the words that came in and those that went", () => {
    expect(wordDiff("The harbour at nine.", "The old harbour at ten.")).toEqual([
      { kind: "same", text: "The " },
      { kind: "added", text: "old " },
      { kind: "same", text: "harbour at " },
      { kind: "removed", text: "nine." },
      { kind: "added", text: "ten." },
    ]);
  });

  it("has nothing to name where the texts are the same, and all of it where one is empty", () => {
    expect(wordDiff("same words", "same words")).toEqual([{ kind: "same", text: "same words" }]);
    expect(wordDiff("", "new")).toEqual([{ kind: "added", text: "new" }]);
    expect(wordDiff("", "")).toEqual([]);
  });

  it("loses no character of either text", () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const parts = wordDiff(before, after);
        expect(without(parts, "added")).toBe(before);
        expect(without(parts, "removed")).toBe(after);
      }),
    );
  });

  it("keeps both texts whole where they are too long to be told word by word", () => {
    const [before, after] = ["old ".repeat(3_000), "new ".repeat(3_000)];
    expect(wordDiff(before, after).map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });
});
