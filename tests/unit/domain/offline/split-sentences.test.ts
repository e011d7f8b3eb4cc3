import { describe, expect, it } from "vitest";
import { splitSentences } from "@/lib/domain/offline/split-sentences";

describe("splitting a text into sentences", () => {
  it("ends them at marks with what closes them, in any script", () => {
    expect(splitSentences("He left. “Did he?” Yes… 他走了。真的吗？")).toEqual([
      "He left.",
      "“Did he?”",
      "Yes…",
      "他走了。",
      "真的吗？",
    ]);
  });

  it("goes on after an abbreviation", () => {
    expect(splitSentences("Dr. Lind met Mr. J. Ek at 9. Then they left.")).toEqual([
      "Dr. Lind met Mr. J. Ek at 9.",
      "Then they left.",
    ]);
  });

  // A text of the largest size took minutes while the pattern looked back from every place.
  it.each([")", "A. ", ".)", "Dr. ", " ."])("reads 400,000 characters of “%s” in one go", (unit) => {
    const text = unit.repeat(400_000 / unit.length);
    expect(splitSentences(text).join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
  });
});
