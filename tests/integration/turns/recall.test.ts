import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { User } from "@/tests/support/api-under-test";
import { readTurn, type Turn } from "@/tests/support/api";
import { backends } from "@/tests/support/backends";
import type { ReceiptAnswer } from "@/types/api";
import type { Receipt } from "@/types/receipt";
import { startTurnApi, type ChatBody, type TurnApi } from "./support/turn-api";

const SMALL = { memoryStrategy: "hybrid", maxTokens: 2_000, replyReserve: 200, summaryThreshold: 20_000 };
const LOCKER = "My locker at the pool is number 8812.";
const QUESTION = "Which locker at the pool is mine?";
const FILLER = "and now for something else entirely, about gardens and rain ".repeat(4);

for (const { name, postgres } of await backends()) {
  describe(`recall in a turn on ${name}`, () => {
    let turns: TurnApi;

    beforeAll(async () => {
      turns = await startTurnApi({ postgres });
      turns.fake.behave({ answer: () => "So be it. The garden needs water in the evening." });
    });
    afterAll(() => turns.stop());

    async function say(who: User, content: string, place: Omit<ChatBody, "content"> = {}): Promise<Turn> {
      const turn = await readTurn(await turns.chat(who, { content, ...place }));
      expect(turn.error).toBeNull();
      await expect.poll(() => turns.runtime().hub.size).toBe(0);
      return turn;
    }

    const receiptOf = async (who: User, { accepted }: Turn): Promise<Receipt> => {
      const { receipt } = (await (await turns.receipt(who, accepted.turnId)).json()) as ReceiptAnswer;
      if (receipt === null) throw new Error("nothing was sent");
      return receipt;
    };
    const sentLast = (content: string) =>
      turns.fake.chats.findLast(({ messages }) => messages.at(-1)?.content === content);
    /** The message before the current one, where that quotes what was recalled. */
    const recalledText = (content: string): string | null => {
      const before = sentLast(content)?.messages.at(-2);
      return before?.role === "system" && before.content.startsWith("# Recalled") ? before.content : null;
    };

    /** What has reached the database, but for what is learnt of models beside a turn. */
    const databaseCalls = () => turns.databaseCalls.filter((call) => !call.endsWith("model_calibration"));

    /** A conversation in which the locker was told, and has left the window. */
    async function longTalk(who: User): Promise<{ id: string; told: Turn }> {
      const told = await say(who, LOCKER);
      const id = told.accepted.conversationId;
      expect((await turns.patch(who, id, SMALL)).status).toBe(200);
      for (let n = 1; n <= 14; n += 1) await say(who, `Number ${n}: ${FILLER}`, { conversationId: id });
      return { id, told };
    }

    it("brings back word for word what has left the window, once, with its source on the receipt", async () => {
      const who = await turns.api.guest();
      const { id, told } = await longTalk(who);
      const foreseen = await turns.context(who, {
        conversationId: id,
        draft: QUESTION,
        include: "contents",
      });
      const turn = await say(who, QUESTION, { conversationId: id });
      expect(sentLast(QUESTION)?.hash).toBe(foreseen.promptHash);
      const today = new Date().toISOString().slice(0, 10);
      expect(recalledText(QUESTION)).toContain(`> [${today}, user] ${LOCKER}\n`);
      const words =
        sentLast(QUESTION)
          ?.messages.map(({ content }) => content)
          .join("\n") ?? "";
      expect(words.split(LOCKER)).toHaveLength(2);
      const receipt = await receiptOf(who, turn);
      const entry = receipt.recalled.find((each) => each.id === told.accepted.userMessage.id);
      expect(entry).toMatchObject({ kind: "message", seq: 1, conversationId: id, why: "relevant" });
      expect(receipt.recall).toMatchObject({ mode: "lexical", why: "no_embedder", ms: { embed: null } });
      const line = receipt.lines.find(({ kind }) => kind === "memories");
      expect(receipt.recalled.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(line?.tokens);
      const shown = foreseen.contents?.items.find((item) => item.recalled?.id === entry?.id);
      expect(shown).toMatchObject({ kind: "memories", preview: LOCKER, recalled: { seq: 1, title: "" } });
    });

    it("recalls another conversation by its title, and nobody else's", async () => {
      const who = await turns.api.guest();
      const told = await say(who, LOCKER);
      const turn = await say(who, QUESTION);
      expect(turn.accepted.conversationId).not.toBe(told.accepted.conversationId);
      expect(recalledText(QUESTION)).toContain(", user, in “My locker at the pool is number 8812.”] ");
      expect((await receiptOf(who, turn)).recalled[0]).toMatchObject({
        conversationId: told.accepted.conversationId,
      });
      const stranger = await turns.api.guest();
      const theirs = await say(stranger, QUESTION);
      expect(recalledText(QUESTION)).toBeNull();
      expect((await receiptOf(stranger, theirs)).recalled).toEqual([]);
    });

    it("neither reads nor is read where a conversation is temporary", async () => {
      const who = await turns.api.guest();
      await say(who, LOCKER);
      turns.databaseCalls.length = 0;
      const turn = await say(who, QUESTION, { temporary: true });
      expect(turns.databaseCalls.join()).not.toContain("recall_candidates");
      expect(recalledText(QUESTION)).toBeNull();
      expect((await receiptOf(who, turn)).recall).toMatchObject({ mode: "off", why: "temporary" });
      const conversationId = turn.accepted.conversationId;
      await say(who, "The safe opens with 5150.", { conversationId });
      expect(turns.databaseCalls.join()).not.toContain("recall_candidates");
      const asked = "With what does the safe open?";
      await say(who, asked);
      expect(recalledText(asked) ?? "").not.toContain("5150");
    });

    it("is one request beside the settings, and two round trips before the provider is asked", async () => {
      const who = await turns.api.guest();
      turns.databaseCalls.length = 0;
      const { accepted } = await say(who, "Hello there, gardener.");
      const first = databaseCalls().slice(0, 3);
      expect(first.slice(0, 2).toSorted()).toEqual([
        "GET /rest/v1/agents",
        "POST /rest/v1/rpc/recall_candidates",
      ]);
      expect(first[2]).toBe("POST /rest/v1/rpc/begin_turn");
      turns.databaseCalls.length = 0;
      const again = await say(who, "Hello again, gardener.", { conversationId: accepted.conversationId });
      expect(databaseCalls().slice(0, 2)).toEqual([
        "POST /rest/v1/rpc/recall_candidates",
        "POST /rest/v1/rpc/begin_turn",
      ]);
      turns.databaseCalls.length = 0;
      const retried = await turns.act(who, again.accepted.turnId, "retry", {
        messageId: crypto.randomUUID(),
      });
      expect((await readTurn(retried)).error).toBeNull();
      expect(databaseCalls()[0]).toBe("GET /rest/v1/turns");
      expect(databaseCalls().slice(1, 3).toSorted()).toEqual([
        "POST /rest/v1/rpc/recall_candidates",
        "POST /rest/v1/rpc/retry_turn",
      ]);
    });

    it("drops and keeps in what its owner says, in that conversation, and takes it back", async () => {
      const who = await turns.api.guest();
      const { id, told } = await longTalk(who);
      const message = { kind: "message", id: told.accepted.userMessage.id };
      const lockerIn = async (draft: string) => {
        const { contents } = await turns.context(who, { conversationId: id, draft, include: "contents" });
        const held = contents?.items.find(({ recalled }) => recalled?.id === message.id);
        const out = contents?.leftOut.find(({ recalled }) => recalled?.id === message.id);
        return { held: held?.recalled ?? null, out: out?.reason ?? null };
      };
      const mark = async (wish: "drop" | "pin" | null, by = who) =>
        (await turns.recallMark(by, id, { ...message, mark: wish })).status;
      expect((await lockerIn(QUESTION)).held).toMatchObject({ why: "relevant", mark: null });
      expect(await mark("drop")).toBe(200);
      expect(await lockerIn(QUESTION)).toEqual({ held: null, out: "dropped" });
      await say(who, QUESTION, { conversationId: id });
      expect(recalledText(QUESTION) ?? "").not.toContain(LOCKER);
      expect(await mark("pin")).toBe(200);
      expect((await lockerIn("Thanks!")).held).toMatchObject({ why: "pinned", mark: "pin" });
      expect(await mark(null)).toBe(200);
      expect((await lockerIn(QUESTION)).held).toMatchObject({ why: "relevant", mark: null });
      const stranger = await turns.api.guest();
      expect(await mark("drop", stranger)).toBe(404);
      expect((await lockerIn(QUESTION)).held).not.toBeNull();
    });
  });
}
