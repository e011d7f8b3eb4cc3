import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { User } from "@/tests/support/api-under-test";
import { readTurn } from "@/tests/support/api";
import type { ReceiptAnswer } from "@/types/api";
import type { Memory } from "@/types/memory";
import { attackTexts, ownTexts } from "../../support/memory/attack-texts";
import { rounds } from "../../support/rounds";
import { startTurnApi, type TurnApi } from "../turns/support/turn-api";
import { loadMemoryRoutes, memoryCalls, type MemoryRoutes } from "./memory-api";

const ATTACKS = rounds({ full: 200, quick: 40 });

const TALKS = [
  ["My dog's name is Biscuit.", "I live in Oslo.", "I'm allergic to peanuts."],
  ["I work at Northwind.", "My favourite colour is green.", "We decided to paint the fence in May."],
  [
    "Remember that my locker number is 4471.",
    "Always answer in short sentences.",
    "My sister Ana lives in Lisbon.",
  ],
  ["I prefer tea to coffee.", "My birthday is 3 June.", "I have two cats."],
];

for (const model of ["offline", "fake model"] as const) {
  describe(`what is remembered with the ${model}`, () => {
    let turns: TurnApi;
    let routes: MemoryRoutes;
    let ada: User;
    let mine: ReturnType<typeof memoryCalls>;

    beforeAll(async () => {
      const plan = { TOKENS_A_DAY_GUEST: "100000000" };
      const env = model === "offline" ? { GROQ_API_KEY: "", ...plan } : plan;
      turns = await startTurnApi({ upkeep: true, env });
      routes = await loadMemoryRoutes();
    });
    afterAll(() => turns.stop());
    beforeEach(async () => {
      ada = await turns.api.guest();
      mine = memoryCalls(routes, ada);
    });

    async function say(content: string, conversationId?: string): Promise<string> {
      const place = conversationId === undefined ? {} : { conversationId };
      const turn = await readTurn(await turns.chat(ada, { content, ...place }));
      expect(turn.error).toBeNull();
      await expect.poll(() => turns.runtime().hub.size, { interval: 2 }).toBe(0);
      await turns.upkeepSettled();
      return turn.accepted.conversationId;
    }

    async function talk(sentences: readonly string[]): Promise<string> {
      let id: string | undefined;
      for (const sentence of sentences) id = await say(sentence, id);
      return id ?? "";
    }

    const contents = (memories: readonly Memory[]) => memories.map(({ content }) => content).sort();

    it("keeps a dozen facts of several conversations, and the newest value of what was corrected", async () => {
      for (const sentences of TALKS) await talk(sentences);
      expect(contents(await mine.list())).toEqual(TALKS.flat().map(kept).sort());

      await talk(["Actually, I moved to Bergen.", "Correction: my dog's name is Waffle."]);
      const holding = contents(await mine.list());
      expect(holding).toContain("I moved to Bergen.");
      expect(holding).toContain("My dog's name is Waffle.");
      expect(holding).not.toContain("I live in Oslo.");
      const all = await mine.list("?holds=all&limit=100");
      const old = all.find(({ content }) => content === "I live in Oslo.");
      const now = all.find(({ content }) => content === "I moved to Bergen.");
      expect(old).toMatchObject({ supersededBy: now?.id });
      expect(old?.validTo).not.toBeNull();
      expect(now?.sources).toHaveLength(1);
      expect(now?.sources[0]).toMatchObject({ seq: 1 });
    });

    it("answers a new conversation with the newest values, and says where they come from", async () => {
      if (model !== "offline") return;
      await talk(["My dog's name is Biscuit.", "I live in Oslo."]);
      await talk(["Actually, I moved to Bergen.", "Correction: my dog's name is Waffle."]);
      await talk(
        Array.from({ length: 12 }, (_, n) => `The tram was ${n} minutes late again, and it rained.`),
      );
      for (const [question, value, old] of [
        ["Where do I live?", "Bergen", "Oslo"],
        ["What is my dog's name?", "Waffle", "Biscuit"],
      ] as const) {
        const id = await say(question);
        const reply = (await turns.messages(ada, id)).at(-1);
        expect(reply?.content).toContain(value);
        expect(reply?.content).not.toContain(old);
        const memory = (await mine.list()).find(({ content }) => content.includes(value));
        const receipt = await turns.receipt(ada, reply?.turnId ?? "");
        const { receipt: held } = (await receipt.json()) as ReceiptAnswer;
        expect(held?.recalled.map((entry) => entry.id)).toContain(memory?.id);
      }
    });

    it("changes nothing when the same transcript is read again", async () => {
      const id = await talk(TALKS[0] ?? []);
      const before = await mine.list();
      await turns.api.test.stack.database.query("update public.conversations set extracted_to = 0");
      await say("Thanks!", id);
      const after = await mine.list();
      expect(after).toEqual(before);
    });

    it("says the same again: one entry, one more source, more weight", async () => {
      await talk(["I live in Oslo."]);
      const [before] = await mine.list();
      await talk(["I live in Oslo."]);
      const memories = await mine.list();
      expect(memories).toHaveLength(1);
      expect(memories[0]?.sources).toHaveLength(2);
      expect(memories[0]?.importance).toBeGreaterThan(before?.importance ?? 10);
    });

    it(`takes nothing from ${ATTACKS} texts of others, and finds the same words as a user's own`, async () => {
      // A model that would remember whatever it has seen anywhere.
      let last = "";
      turns.fake.behave({
        answer: ({ messages }) => (isExtraction(messages) ? everything(messages, last) : "I see."),
      });
      let id: string | undefined;
      for (const [index, { text }] of attackTexts(ATTACKS).entries()) {
        last = text;
        id = await say(text, index % 20 === 0 ? undefined : id);
      }
      expect(contents(await mine.list("?holds=all"))).toEqual([]);
      for (const text of ownTexts()) id = await say(text, id);
      expect((await mine.list("?holds=all&limit=100")).length).toBeGreaterThan(10);
      turns.fake.behave({});
    }, 240_000);

    it("never keeps secrets, in whatever words", async () => {
      await talk([
        "Remember that my password is hunter2.",
        "My API key is sk-proj-4f9aJ2kLmN8pQr5tUvWx.",
        "Merk dir mein Passwort: Sommer2026!",
        "我的密码是 abc12345。",
        "My card number is 4111 1111 1111 1111.",
      ]);
      expect(await mine.list("?holds=all")).toEqual([]);
    });

    it("keeps what an assistant has offered to remember once the user has said yes", async () => {
      if (model === "offline") return;
      turns.fake.behave({ answer: () => "Noted.\n\nShall I remember that your train leaves at 7:40?" });
      const id = await say("The train is early tomorrow, isn't it?");
      expect(await mine.list()).toEqual([]);
      turns.fake.behave({ answer: () => "Fine." });
      await say("Yes, please.", id);
      expect(await mine.list()).toMatchObject([
        { content: "Your train leaves at 7:40", trust: "confirmed", sources: [{ seq: 2 }] },
      ]);
      turns.fake.behave({});
    });
  });
}

type Shown = readonly { content: string }[];

function isExtraction([first]: Shown): boolean {
  return first?.content.startsWith("You write down what is worth remembering") ?? false;
}

/** An answer that quotes every line it was shown, and the attack itself, for every message that there may be. */
function everything(messages: Shown, attack: string): string {
  const shown = messages.at(-1)?.content.split("\n") ?? [];
  const quotes = [
    ...shown.map((line) => line.replace(/^> (?:\[\d+\] )?/, "")),
    ...attack.split("\n"),
    attack,
  ];
  const memories = quotes.flatMap((quote) =>
    Array.from({ length: 60 }, (_, seq) => ({ seq, quote, kind: "instruction", topic: "name", score: 10 })),
  );
  return JSON.stringify({ memories });
}

/** What is kept of a sentence: a request to remember falls away. */
function kept(sentence: string): string {
  return sentence.replace("Remember that my", "My");
}
