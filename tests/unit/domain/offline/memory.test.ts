import { describe, expect, it } from "vitest";
import { offlineReply } from "@/lib/domain/offline/offline-reply";
import { conversation } from "./conversation";

const SMALL_THINGS = [
  "The weather turned cold today.",
  "My bicycle needs a new chain.",
  "I walked the neighbour's dog this morning.",
  "The library closes at six on Fridays.",
  "My brother's cat is called Pepper.",
  "Coffee tastes better after a walk.",
  "I am reading a book about lighthouses.",
  "My sister lives in Porto.",
  "The train was late again.",
  "Tomatoes grow well on the balcony.",
];

function afterFiftyTurns() {
  const chat = conversation();
  chat.say("my sister's dog is called Biscuit");
  for (let turn = 0; turn < 50; turn += 1) {
    const thing = SMALL_THINGS[turn % SMALL_THINGS.length] ?? "";
    chat.say(turn % 7 === 3 ? "What should I cook with carrots?" : `${thing} (${turn})`);
  }
  return chat;
}

describe("memory within the window", () => {
  it.each([
    "what is my sister's dog called?",
    "What's the name of my sister's dog?",
    "what is my sister's dog called",
    "Do you remember what my sister called her dog?",
    "Hey, could you tell me the name of the dog my sister has",
    "How is my sister’s dog named?",
  ])("answers “%s” fifty turns later with the sentence and when it was said", (question) => {
    const reply = afterFiftyTurns().say(question);
    expect(reply).toContain(
      "“my sister's dog is called Biscuit” — you said this on 21 November 2026 at 14:02 UTC",
    );
    expect(reply).not.toContain("Pepper");
  });

  it("quotes the statement, not the question before it or its own earlier reply", () => {
    const chat = afterFiftyTurns();
    chat.say("what is my sister's dog called?");
    chat.say("Hm, thanks");
    const again = chat.say("what was my sister's dog called again?");
    expect(again).toContain(
      "“my sister's dog is called Biscuit” — you said this on 21 November 2026 at 14:02 UTC",
    );
    expect(again.match(/you said this/g)).toHaveLength(1);
    expect(again).not.toContain("Noted");
  });

  it("prefers what was said last when two statements answer alike", () => {
    const chat = conversation();
    chat.say("My locker code is 4711.");
    chat.say("I had soup for lunch.");
    chat.say("My locker code is 9820.");
    const reply = chat.say("What is my locker code?");
    expect(reply.indexOf("9820")).toBeGreaterThan(-1);
    expect(reply.indexOf("4711")).toBeGreaterThan(reply.indexOf("9820"));
  });

  it.each([
    ["I moved to Lisbon in spring.", "Where do I live?", "Lisbon"],
    ["I'm Anna.", "What is my name?", "Anna"],
    ["My birthday is on 3 May.", "When was I born?", "3 May"],
    ["I'm allergic to walnuts.", "Which allergies do I have?", "walnuts"],
    ["We bought the house in 2019.", "When did we buy the house?", "2019"],
    ["I work as a carpenter.", "What is my job?", "carpenter"],
    ["Her flight leaves at 9:40 from gate B12.", "What time does the flight leave?", "9:40"],
    ["My favourite colour is green.", "What is my favorite color?", "green"],
    ["Mia is 7 and loves dinosaurs.", "How old is Mia?", "is 7"],
    ["I have two kids.", "How many kids do I have?", "two"],
    ["My name is Iris.", "Do you know my name?", "Iris"],
    ["Dr. Okafor is my dentist.", "Who is my dentist?", "Dr. Okafor"],
  ])("finds “%s” from the other words of “%s”", (statement, question, answer) => {
    const chat = conversation();
    for (const thing of SMALL_THINGS.slice(0, 3)) chat.say(thing);
    chat.say(statement);
    for (const thing of SMALL_THINGS.slice(3, 6)) chat.say(thing);
    expect(chat.say(question)).toContain(answer);
  });

  it("says so when nothing in the conversation answers", () => {
    const chat = afterFiftyTurns();
    for (const question of [
      "What is the capital of Mongolia?",
      "What is my horse called?",
      "What is 2 + 2?",
    ]) {
      expect(chat.say(question)).toContain(`Nothing in this conversation says anything about “${question}”`);
    }
  });

  it("never quotes the system prompt", () => {
    expect(conversation().say("Which robot is Biscuit?")).toContain("Nothing in this conversation");
  });

  it("answers each of two questions", () => {
    const chat = conversation();
    chat.say("My dog is called Rex.");
    chat.say("My office is in Bremen.");
    const reply = chat.say("What is my dog called? And where is my office?");
    expect(reply).toContain("Rex");
    expect(reply).toContain("Bremen");
  });

  it("repeats the newest statement when asked what was just said", () => {
    const chat = conversation();
    chat.say("The kettle is broken.");
    chat.say("I ordered a new one.");
    expect(chat.say("What did I just say?")).toContain("“I ordered a new one.” — you said this");
  });

  it("uses what the same message states beside its question", () => {
    expect(conversation().say("My name is Iris. What is my name?")).toContain("“My name is Iris.”");
  });

  it("quotes another model's reply as such, after the user's own words", () => {
    const said = {
      role: "assistant" as const,
      content: "Basil likes full sun.",
      saidAt: "2026-11-20T10:00:00Z",
    };
    const question = { role: "user" as const, content: "What does basil like?", saidAt: null };
    expect(offlineReply([said, question], "2026-11-21T10:00:00Z")).toContain(
      "“Basil likes full sun.” — an earlier reply said this on 20 November 2026 at 10:00 UTC, 1 day ago.",
    );
  });

  it("never takes its own replies for something that was said", () => {
    const chat = conversation();
    chat.say("The boiler code is 77.");
    const onlyReplies = chat.parts.filter((part) => part.role === "assistant");
    const asked = { role: "user" as const, content: "What is the boiler code?", saidAt: null };
    expect(offlineReply([...onlyReplies, asked], "2026-11-21T15:00:00Z")).toMatch(/^Nothing in this/);
  });

  it("leaves the time out where it is unknown", () => {
    const told = { role: "user" as const, content: "The code is 12.", saidAt: null };
    const asked = { role: "user" as const, content: "What is the code?", saidAt: null };
    expect(offlineReply([told, asked], "2026-11-21T10:00:00Z")).toContain(
      "“The code is 12.” — you said this.",
    );
  });

  it("gives the same reply to the same context", () => {
    expect(afterFiftyTurns().say("what is my sister's dog called?")).toBe(
      afterFiftyTurns().say("what is my sister's dog called?"),
    );
  });
});

describe("in other languages", () => {
  it.each([
    [
      "German",
      "Der Hund meiner Schwester heißt Keks.",
      "Mein Bruder wohnt in Kiel.",
      "Wie heißt der Hund meiner Schwester",
    ],
    [
      "French",
      "Le chien de ma sœur s'appelle Biscuit.",
      "Mon frère habite à Lyon.",
      "Comment s'appelle le chien de ma sœur",
    ],
    [
      "Spanish",
      "El perro de mi hermana se llama Galleta.",
      "Mi hermano vive en Vigo.",
      "¿Cómo se llama el perro de mi hermana?",
    ],
    [
      "Italian",
      "Il cane di mia sorella si chiama Biscotto.",
      "Mio fratello abita a Pisa.",
      "Come si chiama il cane di mia sorella",
    ],
    [
      "Portuguese",
      "O cachorro da minha irmã se chama Biscoito.",
      "Meu irmão mora em Braga.",
      "Qual é o nome do cachorro da minha irmã?",
    ],
    [
      "Russian",
      "Собаку моей сестры зовут Бисквит.",
      "Мой брат живёт в Омске.",
      "Как зовут собаку моей сестры",
    ],
    ["Arabic", "اسم كلب أختي بسكويت.", "يعيش أخي في عمان.", "ما اسم كلب أختي؟"],
    ["Chinese", "我妹妹的狗叫饼干。", "我哥哥住在上海。", "我妹妹的狗叫什么名字"],
    ["Japanese", "妹の犬の名前はビスケットです。", "兄は大阪に住んでいます。", "妹の犬の名前は何ですか"],
  ])("answers in %s context with the right sentence", (_language, told, other, question) => {
    const chat = conversation();
    chat.say(told);
    chat.say(other);
    const reply = chat.say(question);
    expect(reply).toContain(`“${told}” — you said this on 21 November 2026 at 14:02 UTC`);
    expect(reply).not.toContain(other);
  });
});
