import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { User } from "@/tests/support/api-under-test";
import { readTurn, type Turn } from "@/tests/support/api";
import { backends } from "@/tests/support/backends";
import type { ReceiptAnswer } from "@/types/api";
import type { Message } from "@/types/chat";
import type { MemoryStrategy } from "@/types/words";
import type { ContextReport } from "@/types/context";
import { startTurnApi, type TurnApi } from "./support/turn-api";

const STRATEGIES: MemoryStrategy[] = ["sliding_window", "summarization", "hybrid"];
/** What goes on beside a request: what was learnt of the model is read now and then. */
const BESIDE = /model_calibration$/;

const REPLY = "So much for the garden: water it in the evening, and mulch before the frost comes. ".repeat(6);

/** Titles and summaries are asked for without the agent's instructions. */
function isBeside([first]: readonly { content: string }[]): boolean {
  return /^You (?:name|write)/.test(first?.content ?? "");
}

for (const { name, postgres } of await backends()) {
  describe(`what a call holds on ${name}`, () => {
    let turns: TurnApi;
    let ada: User;

    beforeAll(async () => {
      turns = await startTurnApi({ postgres, upkeep: true });
      turns.fake.behave({ answer: ({ messages }) => (isBeside(messages) ? null : REPLY) });
      ada = await turns.api.guest();
    });
    afterAll(() => turns.stop());

    /** The chat that reached the provider with this message. */
    const sentLast = (content: string) =>
      turns.fake.chats.findLast(({ messages }) => messages.at(-1)?.content === content);

    const reportOf = ({ events }: Turn): ContextReport => {
      const report = events.find((event) => event.type === "context");
      if (report === undefined) throw new Error("the stream said nothing of its context");
      return report;
    };

    async function say(content: string, conversationId?: string): Promise<Turn> {
      const place = conversationId === undefined ? {} : { conversationId };
      const turn = await readTurn(await turns.chat(ada, { content, ...place }));
      expect(turn.error).toBeNull();
      return turn;
    }

    /** Asks what would be sent, sends it, and compares. */
    async function sayAsForeseen(content: string, conversationId: string): Promise<Turn> {
      // A summary that is being written would come in between.
      await expect.poll(() => turns.runtime().hub.size).toBe(0);
      await turns.upkeepSettled();
      turns.databaseCalls.length = 0;
      const foreseen = await turns.context(ada, { conversationId, draft: content, include: "contents" });
      const asked = turns.databaseCalls.filter((call) => !BESIDE.test(call));
      expect(asked.toSorted()).toEqual([
        "GET /rest/v1/conversations",
        "POST /rest/v1/rpc/recall_candidates",
        "POST /rest/v1/rpc/window_rows",
      ]);
      const turn = await say(content, conversationId);
      if (foreseen.compaction === "before_sending") return turn;
      expect(sentLast(content)?.hash).toBe(foreseen.promptHash);
      return turn;
    }

    const newTalk = async (settings: object): Promise<string> => {
      const { accepted } = await say(`We begin ${randomUUID()}`);
      const answer = await turns.patch(ada, accepted.conversationId, settings);
      expect(answer.status).toBe(200);
      return accepted.conversationId;
    };

    it.each(STRATEGIES)("is exactly what was foreseen, turn by turn, under %s", async (memoryStrategy) => {
      const id = await newTalk({
        memoryStrategy,
        maxTokens: 2_500,
        replyReserve: 200,
        summaryThreshold: 900,
      });
      const seen = { summary: false, slid: false };
      for (let n = 1; n <= 14; n += 1) {
        const turn = await sayAsForeseen(`Number ${n}: ${"the garden needs water ".repeat(4)}`, id);
        const report = reportOf(turn);
        expect(report.held + report.reserve + report.free).toBe(report.budget);
        seen.summary ||= report.summary !== null;
        seen.slid ||= report.slides;
      }
      expect(seen.summary).toBe(memoryStrategy !== "sliding_window");
      if (memoryStrategy === "sliding_window") expect(seen.slid).toBe(true);
      if (memoryStrategy === "summarization") expect(seen.slid).toBe(false);
    });

    it("holds what is pinned to the end, and never what is muted", async () => {
      const id = await newTalk({ memoryStrategy: "hybrid", maxTokens: 2_500, replyReserve: 200 });
      await say("The door code is 4711.", id);
      await say("Forget this: the cake is blue.", id);
      const rows = (await turns.messages(ada, id)).filter(({ kind }) => kind === "chat");
      const find = (text: string) =>
        rows.find(({ role, content }) => role === "user" && content.includes(text));
      const pin = find("4711") as Message;
      expect((await turns.mark(ada, id, { messages: [pin.id], pinned: true })).status).toBe(200);
      expect((await turns.mark(ada, id, { messages: [find("cake")?.id], muted: true })).status).toBe(200);
      for (let n = 1; n <= 12; n += 1) {
        const content = `Number ${n}: ${"and now for something else ".repeat(4)}`;
        const turn = await sayAsForeseen(content, id);
        const sent = sentLast(content)?.messages.map((message) => message.content) ?? [];
        const quoted = sent[0]?.includes(`> [${pin.seq}] The door code is 4711.`);
        expect(Number(quoted) + Number(sent.includes("The door code is 4711."))).toBe(1);
        expect(sent).not.toContain("Forget this: the cake is blue.");
        expect(reportOf(turn).pinned).toMatchObject({ messages: 1, cap: 625 });
        expect(reportOf(turn).muted.messages).toBe(1);
      }
      const last = await turns.context(ada, { conversationId: id, include: "contents" });
      expect(last.contents?.items.find(({ message }) => message?.pinned)?.message?.seq).toBe(pin.seq);
    });

    it("refuses pins that no longer fit before anything is stored, and says which", async () => {
      const id = await newTalk({ memoryStrategy: "hybrid", maxTokens: 8_000, replyReserve: 300 });
      const { accepted } = await say(`Keep this: ${"the harbour, the pier, the tide. ".repeat(150)}`, id);
      const pin = { id: accepted.userMessage.id, seq: accepted.userMessage.seq };
      expect((await turns.mark(ada, id, { messages: [pin.id], pinned: true })).status).toBe(200);
      await turns.upkeepSettled();
      const before = await turns.messages(ada, id);
      const refusal = async (answer: Response) => {
        expect(answer.status).toBe(422);
        return ((await answer.json()) as { error: { message: string; details: object } }).error;
      };
      expect((await turns.patch(ada, id, { maxTokens: 1_200 })).status).toBe(200);

      // As this process remembers the conversation, nothing was pinned and the budget was larger.
      const warm = await refusal(await turns.chat(ada, { content: "And now?", conversationId: id }));
      expect(warm.message).toMatch(/Nothing was stored\.$/);
      expect(warm.details).toMatchObject({ budget: 1_200, pinnedMessages: [pin.seq] });
      const foreseen = await turns.context(ada, { conversationId: id, draft: "And now?" });
      expect(warm.details).toMatchObject({ over: foreseen.overBy });
      const retry = { messageId: randomUUID() };
      await refusal(await turns.act(ada, accepted.turnId, "retry", retry));
      expect(await turns.messages(ada, id)).toEqual(before);

      expect((await turns.mark(ada, id, { messages: [pin.id], pinned: false })).status).toBe(200);
      await say("And now?", id);
    });

    it("retries beside what is pinned before the message", async () => {
      const id = await newTalk({ memoryStrategy: "hybrid" });
      const pinned = (await say("The door code is 4711.", id)).accepted.userMessage;
      const { accepted } = await say("And then?", id);
      const marked = [pinned.id, accepted.userMessage.id];
      expect((await turns.mark(ada, id, { messages: marked, pinned: true })).status).toBe(200);
      const answer = await turns.act(ada, accepted.turnId, "retry", { messageId: randomUUID() });
      expect(reportOf(await readTurn(answer)).pinned).toMatchObject({ messages: 1 });
    });

    it("takes what was pinned since this process has read it, and reads at most once more", async () => {
      const id = await newTalk({ memoryStrategy: "hybrid" });
      const { accepted } = await say("The door code is 4711.", id);
      await turns.mark(ada, id, { messages: [accepted.userMessage.id], pinned: true });
      await say("And then?", id);
      await expect.poll(() => turns.runtime().hub.size).toBe(0);
      await turns.upkeepSettled();
      turns.databaseCalls.length = 0;
      await say("Once more", id);
      const begun = turns.databaseCalls.findIndex((call) => call.endsWith("/rpc/begin_turn"));
      const first = turns.databaseCalls.slice(0, begun).filter((call) => !BESIDE.test(call));
      expect(first).toEqual(["POST /rest/v1/rpc/recall_candidates"]);
      expect(turns.databaseCalls.filter((call) => call.endsWith("/rpc/begin_turn"))).toHaveLength(1);
    });

    it("lists what is muted wherever it lies, below the summary too", async () => {
      const id = await newTalk({ memoryStrategy: "sliding_window", maxTokens: 1_500, replyReserve: 200 });
      const muted = (await say("Forget this: the cake is blue.", id)).accepted.userMessage;
      expect((await turns.mark(ada, id, { messages: [muted.id], muted: true })).status).toBe(200);
      for (let n = 1; n <= 5; n += 1) await say(`Number ${n}: ${"something else again ".repeat(30)}`, id);
      const report = await turns.context(ada, { conversationId: id, include: "contents" });
      expect(report.verbatim?.from).toBeGreaterThan(muted.seq);
      const { leftOut = [] } = report.contents ?? {};
      expect(leftOut.find(({ reason }) => reason === "muted")).toMatchObject({
        message: { id: muted.id, muted: true },
        tokens: report.muted.tokens,
        price: 0,
      });
      expect(leftOut.find(({ reason }) => reason === "older")?.price).toBeGreaterThan(0);
    });

    it("is written down in a receipt that says what the provider got", async () => {
      const id = await newTalk({ memoryStrategy: "hybrid" });
      const turn = await say("What will be kept of this?", id);
      const answer = await turns.receipt(ada, turn.accepted.turnId);
      expect(answer.status).toBe(200);
      const { receipt, reply, usage, deleted } = (await answer.json()) as ReceiptAnswer;
      const call = sentLast("What will be kept of this?");
      expect(receipt).toMatchObject({
        format: 1,
        strategy: "hybrid",
        promptHash: call?.hash,
        muted: [],
        recall: { mode: "lexical", why: "no_embedder" },
      });
      expect(receipt?.lines.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(receipt?.total);
      expect(receipt?.total).toBe(reportOf(turn).held);
      expect(receipt?.counted).toBe(usage?.countedPromptTokens);
      expect(reply).toMatchObject({ status: "complete", tokens: turn.done?.tokenCount });
      expect(deleted).toEqual([]);
      const stored = (await turns.messages(ada, id)).find(({ id: each }) => each === turn.done?.replyId);
      expect(stored?.metadata.receipt).toMatchObject({
        tokens: receipt?.total,
        summarised: 0,
        segments: reportOf(turn).segments,
      });
      const bob = await turns.api.guest();
      expect((await turns.receipt(bob, turn.accepted.turnId)).status).toBe(404);
    });

    it("follows settings that were changed since this process has read them", async () => {
      const id = await newTalk({ memoryStrategy: "hybrid" });
      await say("One", id);
      expect(
        (await turns.patch(ada, id, { maxTokens: 3_000, memoryStrategy: "sliding_window" })).status,
      ).toBe(200);
      const turn = await sayAsForeseen("Two", id);
      expect(reportOf(turn)).toMatchObject({ budget: 3_000, strategy: "sliding_window" });
      turns.databaseCalls.length = 0;
      await say("Three", id);
      expect(turns.databaseCalls.filter((call) => call.includes("conversations"))).toEqual([]);
    });
  });
}
