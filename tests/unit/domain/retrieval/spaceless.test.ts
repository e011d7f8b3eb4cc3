import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSpaceless, pairsOf, scriptRuns, segmentsOf } from "@/lib/domain/retrieval/spaceless";

describe("scripts without spaces", () => {
  it.each(["咖啡", "コーヒー", "ひらがな", "ประเทศ", "ລາວ", "ខ្មែរ", "မြန်မာ", "𠮷野家", "々", "〇"])(
    "are told by their first letter: %s",
    (word) => {
      expect(isSpaceless(word)).toBe(true);
    },
  );

  it.each(["coffee", "кофе", "قهوة", "한국어", "हिन्दी", "12", ""])("are not that of %j", (word) => {
    expect(isSpaceless(word)).toBe(false);
  });

  it("are parted from others inside of a word", () => {
    expect(scriptRuns("iPhone手机壳v2")).toEqual(["iPhone", "手机壳", "v2"]);
    expect(scriptRuns("coffee")).toEqual(["coffee"]);
    expect(scriptRuns("")).toEqual([]);
  });

  it("lose nothing when they are parted, whatever the word is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (word) => {
        expect(scriptRuns(word).join("")).toBe(word);
      }),
    );
  });
});

describe("the pairs of a run", () => {
  it("are each two characters that stand together", () => {
    expect(pairsOf("咖啡机")).toEqual(["咖啡", "啡机"]);
  });

  it("are the character itself where it is alone", () => {
    expect(pairsOf("猫")).toEqual(["猫"]);
    expect(pairsOf("𠮷")).toEqual(["𠮷"]);
    expect(pairsOf("")).toEqual([]);
  });

  it("part no pair of surrogates", () => {
    expect(pairsOf("𠮷野𠮷")).toEqual(["𠮷野", "野𠮷"]);
  });
});

describe("the segments of a run", () => {
  it("are longer words, which pairs only stand for in part", () => {
    expect(segmentsOf("コーヒーを買った")).toContain("コーヒー");
    expect(segmentsOf("図書館で会う")).toContain("図書館");
    expect(segmentsOf("ฉันรักประเทศ")).toContain("ประเทศ");
  });

  it("are words of one Chinese character, which no pair is", () => {
    expect(segmentsOf("我想买一只猫")).toContain("猫");
  });

  it("are not the small words of Chinese, nor single kana", () => {
    expect(segmentsOf("我的猫和你的狗")).toEqual(["猫", "狗"]);
    expect(segmentsOf("猫のは")).toEqual(["猫"]);
  });

  it("are no words of two characters: their pair stands for them", () => {
    const words = segmentsOf("猫在北京喝咖啡");
    expect(words).toContain("猫");
    expect(words.filter((word) => word.length === 2)).toEqual([]);
  });

  it("are none in one character alone, which is a term already", () => {
    expect(segmentsOf("猫")).toEqual([]);
    expect(segmentsOf("")).toEqual([]);
  });
});
