import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { User } from "@/tests/support/api-under-test";
import { readTurn, type Turn } from "@/tests/support/api";
import { backends } from "@/tests/support/backends";
import { fillStatements } from "@/tests/support/fill-history";
import type { ReceiptAnswer } from "@/types/api";
import { startTurnApi, type TurnApi } from "./support/turn-api";

for (const { name, postgres } of await backends()) {
  describe(`what the offline model remembers on ${name}`, () => {
    let turns: TurnApi;
    let ada: User;

    beforeAll(async () => {
      // Without a key the app runs on the offline model.
      turns = await startTurnApi({ postgres, upkeep: true, env: { GROQ_API_KEY: "" } });
      ada = await turns.api.account();
    });
    afterAll(() => turns.stop());

    async function say(content: string, conversationId?: string): Promise<Turn> {
      const place = conversationId === undefined ? {} : { conversationId };
      const turn = await readTurn(await turns.chat(ada, { content, ...place }));
      expect(turn.error).toBeNull();
      await expect.poll(() => turns.runtime().hub.size).toBe(0);
      await turns.upkeepSettled();
      return turn;
    }

    const receiptOf = async ({ accepted }: Turn) =>
      (await (await turns.receipt(ada, accepted.turnId)).json()) as ReceiptAnswer;

    /** So many messages are said meanwhile, of nothing that matters here. */
    async function fill(conversation: string, messages: number): Promise<void> {
      for (const statement of fillStatements(conversation, messages)) {
        await turns.api.test.stack.database.query(statement);
      }
    }

    it("answers from what was said 300 messages ago, with its source on the receipt", async () => {
      const told = await say("My bicycle lock opens with 7391.");
      const { conversationId, userMessage } = told.accepted;
      await fill(conversationId, 300);
      const asked = await say("With which number does my bicycle lock open?", conversationId);
      expect(asked.text).toContain("7391");
      const { receipt, recalled } = await receiptOf(asked);
      expect(receipt?.verbatim.some(([from, to]) => from <= userMessage.seq && userMessage.seq <= to)).toBe(
        false,
      );
      const entries =
        receipt?.recalled.filter(({ kind, id }) => kind === "memory" || id === userMessage.id) ?? [];
      expect(entries.length).toBeGreaterThan(0);
      const sources = recalled?.filter(({ id }) => entries.some((entry) => entry.id === id)) ?? [];
      for (const source of sources) expect(source).toMatchObject({ conversationId, seq: 1 });
      expect(sources.map(({ preview }) => preview).join()).toContain("7391");
    });

    it("knows in a new conversation what was said in another, and the corrected value wins", async () => {
      await say("I live in Berlin.");
      await say("My dentist is called Doctor Amsel.");
      await say("I live in Lisbon now.");
      const where = await say("Where do I live?");
      expect(where.text).toContain("Lisbon");
      expect(where.text).not.toContain("Berlin");
      const { receipt, recalled } = await receiptOf(where);
      expect(receipt?.recalled.length).toBeGreaterThan(0);
      expect(recalled?.some(({ preview }) => preview.includes("Lisbon"))).toBe(true);
      expect((await say("What is my dentist called?")).text).toContain("Amsel");
    });

    it("says that it knows nothing where nothing was said", async () => {
      const asked = await say("What is the name of my parrot?");
      expect(asked.text).toContain("Nothing in this conversation says");
    });
  });
}
