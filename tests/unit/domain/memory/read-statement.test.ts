import { describe, expect, it } from "vitest";
import { readStatement } from "@/lib/domain/memory/read-statement";

const SAID: readonly (readonly [sentence: string, kind: string, topic: string | null])[] = [
  ["Remember that my locker number is 4471.", "fact", "locker number"],
  ["Please don't forget that the boiler is serviced every October.", "fact", "boiler"],
  ["My dog's name is Biscuit.", "fact", "dog name"],
  ["Our dog is called Biscuit.", "fact", "dog name"],
  ["I live in Oslo.", "fact", "home"],
  ["Actually, I moved to Bergen last week.", "fact", "home"],
  ["I moved: I live in Bergen now.", "fact", "home"],
  ["We've just moved house — we live in Turin.", "fact", "home"],
  ["Big news: I work at Fjordlab now.", "fact", "employer"],
  ["Ich bin umgezogen: Ich wohne jetzt in Kiel.", "fact", "home"],
  ["I work at Northwind.", "fact", "employer"],
  ["I'm a nurse.", "fact", "occupation"],
  ["My favourite colour is green.", "preference", "color favorit"],
  ["My favorite color is now blue.", "preference", "color favorit"],
  ["I prefer tea to coffee.", "preference", "coffe prefer tea"],
  ["I like jazz.", "preference", "jazz taste"],
  ["I don't like jazz any more.", "preference", "jazz taste"],
  ["I'm allergic to peanuts.", "fact", "allergy peanut"],
  ["I have two kids.", "fact", null],
  ["Call me Sam.", "instruction", "nickname"],
  ["Always answer in German.", "instruction", "answer language"],
  ["From now on, use metric units.", "instruction", null],
  ["Never use emoji.", "instruction", null],
  ["We decided to use PostgreSQL.", "decision", null],
  ["I want to run a marathon in May.", "goal", null],
  ["We still need to decide which venue to book.", "question", null],
  ["The launch date is 3 March 2027.", "fact", "dat launch"],
  ["Anna's birthday is June 3rd.", "fact", "anna birthday"],
  ["Don't forget: my sister's birthday is on July 9.", "fact", "birthday sister"],
  ["My favorite color changed to blue.", "preference", "color favorit"],
  ["I no longer work at Northwind.", "fact", "employer"],
  ["My flight to Rome leaves at 7:40 on 3 June.", "fact", null],
  ["I've been learning Japanese for two years.", "fact", null],
  ["Use metric units from now on.", "instruction", null],
  ["I'm planning a trip to Iceland.", "goal", null],
  ["Meine Katze heißt Minka.", "fact", "katz name"],
  ["Merk dir, dass ich in Kiel wohne.", "fact", null],
  ["Ich wohne in Kiel.", "fact", "home"],
  ["Ich mag keinen Fenchel.", "preference", "fenchel taste"],
  ["Antworte mir ab jetzt immer auf Deutsch.", "instruction", null],
  ["Je m'appelle Camille.", "fact", "name"],
  ["J'habite à Lyon.", "fact", "home"],
  ["Souviens-toi que ma fille s'appelle Zoé.", "fact", "fill name"],
  ["Me llamo Lucía.", "fact", "name"],
  ["Recuerda que soy alérgica a las nueces.", "fact", "allergy nuec"],
  ["Vivo en Sevilla.", "fact", "home"],
  ["我住在杭州。", "fact", "home"],
  ["请记住我对花生过敏。", "fact", "allergy 花生"],
  ["我的狗叫豆豆。", "fact", null],
  ["我喜欢爵士乐。", "preference", null],
  ["私の名前は美咲です。", "fact", "name"],
  ["犬の名前はポチだと覚えておいてください。", "fact", null],
  ["コーヒーより紅茶が好きです。", "preference", "prefer コーヒー 紅茶"],
  ["犬の名前はポチです。", "fact", null],
  ["コーヒーが好きです。", "preference", null],
];

const NOT_SAID = [
  "What is my dog's name?",
  "Do you remember that I live in Oslo?",
  "Remember when we talked about jazz?",
  "Thanks!",
  "Never mind.",
  "Shorter please.",
  "My question is how DNS works.",
  "I want to know how DNS works.",
  "I'd like to understand monads.",
  "I have a question.",
  "I'm a bit tired.",
  "How do I boil an egg?",
  "Can you explain recursion?",
  "The sky was beautiful.",
  "Danke!",
  "Merci beaucoup.",
  "我叫什么名字？",
  "私の名前は何ですか",
];

describe("reading a statement", () => {
  it.each(SAID)("%s", (sentence, kind, topic) => {
    const statement = readStatement(sentence);
    expect(statement?.kind).toBe(kind);
    if (topic !== null) expect(statement?.topic).toBe(topic);
  });

  it.each(NOT_SAID)("finds nothing to keep in: %s", (sentence) => {
    expect(readStatement(sentence)).toBeNull();
  });

  it("keeps the words as they were said, without what leads to them", () => {
    expect(readStatement("Oh, by the way, remember that my locker number is 4471.")).toMatchObject({
      content: "My locker number is 4471.",
      explicit: true,
    });
  });

  it("gives two values of one thing the same topic and different values", () => {
    const before = readStatement("I live in Oslo.");
    const after = readStatement("Ich wohne in Bergen.");
    expect(before?.topic).toBe(after?.topic);
    expect(before?.value).not.toBe(after?.value);
  });

  it("sees that liking and no longer liking contradict each other", () => {
    const before = readStatement("I like jazz.");
    const after = readStatement("I don't like jazz any more.");
    expect(before?.topic).toBe(after?.topic);
    expect(before?.value).not.toBe(after?.value);
  });

  it("does not take different things about one person for a contradiction", () => {
    const job = readStatement("My sister is a vet.");
    const age = readStatement("My sister is 31.");
    expect(job?.topic).not.toBe(age?.topic);
  });
});
