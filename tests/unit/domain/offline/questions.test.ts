import { describe, expect, it } from "vitest";
import { isQuestion, questionsIn } from "@/lib/domain/offline/is-question";

describe("what counts as a question", () => {
  it.each([
    "What is this?",
    "what is my dog called",
    "You know my name?",
    "and where is the key",
    "tell me my sister's name",
    "Do you remember the code",
    "wie heißt mein Hund",
    "Wann ist mein Termin",
    "Weißt du meinen Namen?",
    "comment s'appelle mon chien",
    "Quel est mon métier",
    "Qu'est-ce que j'ai dit",
    "cuál es mi nombre",
    "¿Dónde vivo?",
    "donde vivo yo",
    "come mi chiamo",
    "Quando è il mio compleanno",
    "qual é o meu nome",
    "onde moro",
    "как меня зовут",
    "Сколько мне лет?",
    "ما اسم كلبي",
    "أين أعيش؟",
    "我叫什么名字",
    "你知道我的名字吗",
    "我住在哪里？",
    "私の名前は何ですか",
    "いつ会いますか",
  ])("%s", (text) => {
    expect(isQuestion(text)).toBe(true);
  });
});

describe("what does not", () => {
  it.each([
    "My dog is called Rex.",
    "When I was young I lived in Rome.",
    "What a day!",
    "Was at the park today",
    "Mein Hund heißt Keks.",
    "Wie gesagt, er kommt morgen.",
    "Quand j'étais petit, j'avais un chien.",
    "Mi perro se llama Toby.",
    "Il mio cane si chiama Leo.",
    "O meu gato dorme muito.",
    "Мою собаку зовут Рекс.",
    "كلبي اسمه ركس.",
    "我的狗叫饼干。",
    "犬の名前はビスケットです。",
    "何か食べました。",
    "See https://example.org/?a=b for more.",
  ])("%s", (text) => {
    expect(isQuestion(text)).toBe(false);
  });
});

it("finds the questions among other sentences", () => {
  expect(questionsIn("My cat is Tom. What is it called? Dr. Who is a series.")).toEqual([
    "What is it called?",
  ]);
});
