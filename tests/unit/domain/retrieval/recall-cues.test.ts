import { describe, expect, it } from "vitest";
import { recallCues } from "@/lib/domain/retrieval/recall-cues";

describe("a message about the user's own", () => {
  it.each([
    "What is my dog's name?",
    "Where do we live?",
    "I'm moving, what have I packed?",
    "I’ve lost the keys",
    "Wie heißt meine Schwester?",
    "Wo wohnen wir?",
    "Comment s'appelle ma sœur ?",
    "Où est notre maison ?",
    "¿Dónde están mis llaves?",
    "¿Cuál es nuestra calle?",
    "¿Cómo se llama mi perro?",
    "¿Dónde vive mi hermana?",
    "Dove sono le mie chiavi?",
    "Onde estão as minhas chaves?",
    "Где мои ключи?",
    "我的狗叫什么？",
    "私の犬の名前は？",
    "それは私？",
    "우리 집은 어디야?",
  ])("is told: %s", (text) => {
    expect(recallCues(text).own).toBe(true);
  });

  it.each([
    "What is the capital of France?",
    "How do I boil an egg?",
    "How can we measure the speed of light?",
    "Tell Mina about the mines of Michigan",
    "Wie heißt die Hauptstadt von Norwegen?",
    "Quelle est la capitale de la Norvège ?",
    "¿Cuál es la capital de Noruega?",
    "Где находится Осло?",
    "挪威的首都是哪里？",
    "ノルウェーの首都は？",
    "私立大学はいくつありますか？",
    "如何保护隐私？",
    "Come mi spieghi la storia della Norvegia?",
    "",
  ])("is not seen in %j", (text) => {
    expect(recallCues(text).own).toBe(false);
  });
});

describe("a message about what was", () => {
  it.each([
    "What did you say about the rent?",
    "Do you remember the name?",
    "Which one was decided?",
    "As mentioned earlier",
    "What  was   the  last\ntime?",
    "Is it still valid?",
    "Why wasn’t it there?",
    "Was Anna there?",
    "What was the name of the hotel in Berlin?",
    "Was hatten wir beschlossen?",
    "Qu'est-ce qui était prévu ?",
    "¿Qué dijo Ana?",
    "Ti ricordi il nome?",
    "Você lembra o nome?",
    "Ты помнишь имя?",
    "我们之前说过什么？",
    "前に言ったことは？",
  ])("is told: %s", (text) => {
    expect(recallCues(text).past).toBe(true);
  });

  it.each([
    "What is the boiling point of water?",
    "Wash the hadron, didactically",
    "Wie hoch ist der Turm?",
    "Was kostet ein Brot?",
    "Was ist das Wahrzeichen von Oslo?",
    "Quelle est la hauteur de la tour ?",
    "¿Cuánto mide la torre?",
    "Какова высота башни?",
    "塔有多高？",
    "",
  ])("is not seen in %j", (text) => {
    expect(recallCues(text).past).toBe(false);
  });
});

describe("a message that needs nothing from before", () => {
  it.each([
    "Thanks!",
    "Good morning",
    "ok, great",
    "Write a poem about the sea",
    "  …write a poem",
    "Could you please translate this into French: good day",
    "Make it shorter",
    "Turn that into a table",
    "And now as bullet points",
    "Danke!",
    "Schreib ein Gedicht über das Meer",
    "Kürzer bitte",
    "Merci",
    "Écris un poème sur la mer",
    "Gracias",
    "Escribe un poema sobre el mar",
    "Grazie",
    "Scrivi una poesia sul mare",
    "Obrigada",
    "Спасибо",
    "Напиши стихотворение о море",
    "谢谢",
    "请翻译这句话",
    "写一首诗",
    "List the rivers of France",
    "Name three rivers of France",
    "ありがとう",
    "감사합니다",
  ])("is told: %s", (text) => {
    expect(recallCues(text).selfContained).toBe(true);
  });

  it.each([
    "What is my dog's name?",
    "Thanks, and what did I say about the rent?",
    "Which poem did you write for Anna?",
    "Writers of the north",
    "Was habe ich über die Miete gesagt?",
    "Où habite ma sœur ?",
    "¿Dónde están mis llaves?",
    "Где мои ключи?",
    "我的狗叫什么？",
    "写真はどこですか",
    "name of my dog?",
    "List of the things we packed?",
    "Tell me about the trip we planned",
    "",
  ])("is not seen in %j", (text) => {
    expect(recallCues(text).selfContained).toBe(false);
  });

  it("is not told by thanks in a long message", () => {
    const text =
      "The oven in the cellar has a crack, thanks to the frost, and the chimney needs somebody who looks at it";
    expect(recallCues(text).selfContained).toBe(false);
  });
});

describe("the wording of a message", () => {
  it("counts in any case", () => {
    expect(recallCues("WHAT DID MY SISTER SAY?")).toEqual(recallCues("what did my sister say?"));
    expect(recallCues("WRITE A POEM").selfContained).toBe(true);
  });

  it("tells several things at once", () => {
    expect(recallCues("Make my list shorter, as I said before")).toEqual({
      own: true,
      past: true,
      selfContained: true,
    });
  });

  it("is told by the beginning of a very long message", () => {
    expect(recallCues(`${"word ".repeat(10_000)} my sister said`)).toEqual(recallCues("word"));
  });
});
