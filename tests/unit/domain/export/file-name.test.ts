import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileNameOf } from "@/lib/domain/export/file-name";

describe("the name of an exported file", () => {
  it("is the title where that is a name", () => {
    expect(fileNameOf("Rye at 75 % hydration")).toBe("Rye at 75 % hydration");
    expect(fileNameOf("Überraschung 🎂")).toBe("Überraschung 🎂");
  });

  it.each([
    ["../../etc/passwd", "etc passwd"],
    ['a\\b:c*d?e"f<g>h|i', "a b c d e f g h i"],
    ["two\r\nlines\u0000", "two lines"],
    ["\u202egpj.exe", "gpj.exe"],
    ["...", "conversation"],
    ["   ", "conversation"],
    ["nul", "conversation nul"],
    ["COM1.txt", "conversation COM1.txt"],
    ["ends. . ", "ends"],
  ])("makes %j safe", (title, name) => {
    expect(fileNameOf(title)).toBe(name);
  });

  it("is safe, short and never empty, whatever the title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
        const name = fileNameOf(title);
        expect(name).toMatch(/^[^\\/:*?"<>|\p{Cc}.\s](?:[^\\/:*?"<>|\p{Cc}]*[^\\/:*?"<>|\p{Cc}.\s])?$/u);
        expect(Array.from(name).length).toBeLessThanOrEqual(93);
        expect(name.isWellFormed()).toBe(true);
      }),
      { seed: 20261121 },
    );
  });
});
