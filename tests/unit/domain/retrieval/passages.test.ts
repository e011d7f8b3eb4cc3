import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passagesOf } from "@/lib/domain/retrieval/passages";

const words = (text: string) => text.split(/\s+/).filter((word) => word !== "");

describe("the passages of a text", () => {
  it("are the text itself where it is short", () => {
    expect(passagesOf("  The kiln is fired on Mondays. ")).toEqual(["The kiln is fired on Mondays."]);
  });

  it.each(["", "  \n", "…!", "—"])("are none where nothing is said: %j", (text) => {
    expect(passagesOf(text)).toEqual([]);
  });

  it("hold whole sentences, up to 700 characters together", () => {
    const sentence = "The glaze crawled where the slip was thick, and it ran where it was thin.";
    const passages = passagesOf(Array.from({ length: 30 }, () => sentence).join(" "));
    expect(passages).toHaveLength(4);
    for (const passage of passages) {
      expect(passage.length).toBeLessThanOrEqual(700);
      expect(passage.startsWith("The glaze") && passage.endsWith("thin.")).toBe(true);
    }
  });

  it("are shorter in scripts without spaces, where a character is a token", () => {
    const passages = passagesOf("窯は月曜日に焚きます。".repeat(60));
    expect(passages.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...passages.map((passage) => passage.length))).toBeLessThanOrEqual(250);
  });

  it("cut a sentence without end between words", () => {
    const passages = passagesOf("word ".repeat(1_000));
    expect(passages.length).toBeGreaterThan(6);
    expect(new Set(passages.flatMap(words))).toEqual(new Set(["word"]));
  });

  it("cut what has no gaps at all, and part no pair of surrogates", () => {
    const passages = passagesOf("a".repeat(699) + "𝒂".repeat(2_000));
    for (const passage of passages) expect(passage.isWellFormed()).toBe(true);
  });

  it("leave out no word, whatever the text is", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 60 }), { maxLength: 60 }), (parts) => {
        const text = parts.join(" ");
        const joined = passagesOf(text).join(" ").replaceAll(/\s/gu, "");
        for (const word of words(text)) {
          if (/[\p{L}\p{N}]/u.test(word) && !/\s/u.test(word)) expect(joined).toContain(word);
        }
      }),
    );
  });

  it("take time that grows with the text and no faster", () => {
    const many = passagesOf("a".repeat(400_000));
    expect(many).toHaveLength(Math.ceil(400_000 / 700));
  });
});
