import { describe, expect, it } from "vitest";
import { readingOf } from "@/lib/domain/retrieval/language-of-words";
import { wordsIn } from "@/lib/domain/retrieval/words-in";

const reading = (text: string) => readingOf(text, wordsIn(text));

describe("the language that a text is read in", () => {
  it.each([
    { text: "The cat is on the roof of the house", language: "English" },
    { text: "Die Katze ist auf dem Dach", language: "German" },
    { text: "Le chat est sur le toit", language: "French" },
    { text: "El gato está en la casa y no en el jardín", language: "Spanish" },
    { text: "Il gatto è sul tetto della casa", language: "Italian" },
    { text: "O gato está em cima da casa e não no jardim", language: "Portuguese" },
    { text: "Кошка на крыше, и я тоже", language: "Russian" },
    { text: "القطة في البيت", language: "Arabic" },
    { text: "我的猫在屋顶上", language: "Chinese" },
    { text: "猫は屋根の上です", language: "Japanese" },
  ])("is $language by its small words or its script", ({ text, language }) => {
    expect(reading(text).language).toBe(language);
  });

  it.each(["", "12345", "Kaffee", "…", "도서관"])("is English where nothing tells: %j", (text) => {
    expect(reading(text).language).toBe("English");
  });

  it("is that of most small words where several are mixed", () => {
    expect(reading("Er sagte „the end“ und ging mit dem Hund nach Hause").language).toBe("German");
    expect(reading("He said „und“ and then he was off with the dog").language).toBe("English");
  });

  it("is told by the beginning of a long text", () => {
    expect(reading("the dog was here ".repeat(200) + "der Hund ist da ".repeat(2_000)).language).toBe(
      "English",
    );
  });

  it("says which words are small, and what the stem of another is", () => {
    const german = reading("Die Häuser sind an dem Hafen");
    expect(german.isStopWord("die")).toBe(true);
    expect(german.isStopWord("the")).toBe(false);
    expect(german.stem("hauser")).toBe(german.stem("haus"));
    const english = reading("The houses are at the harbour");
    expect(english.isStopWord("the")).toBe(true);
    expect(english.isStopWord("sind")).toBe(false);
    expect(english.stem("houses")).toBe(english.stem("house"));
  });

  it("reads the Latin words of a Chinese or Japanese text as English", () => {
    expect(reading("我的 two cats 很好").stem("cats")).toBe("cat");
    expect(reading("私の two cats です").isStopWord("the")).toBe(true);
  });
});
