import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { User } from "@/tests/support/api-under-test";
import { events, readTurn } from "@/tests/support/api";
import { backends } from "@/tests/support/backends";
import { readAlong, startTurnApi, type TurnApi } from "./support/turn-api";

/** What goes on beside a turn and is not waited for by one. */
const BESIDE = /append_replies|model_calibration$/;

for (const { name, postgres } of await backends()) {
  describe(`a turn on ${name}`, () => {
    let turns: TurnApi;
    let ada: User;

    beforeAll(async () => {
      turns = await startTurnApi({ postgres });
      ada = await turns.api.guest();
    });
    afterAll(() => turns.stop());

    it("streams a reply and stores what was said, in order", async () => {
      const response = await turns.chat(ada, { content: "Hello there" });
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
      const turn = await readTurn(response);
      expect(turn.done).toMatchObject({ status: "complete", finishReason: "stop" });
      expect(turn.done?.usage).toMatchObject({ source: "provider" });

      const rows = await turns.messages(ada, turn.accepted.conversationId);
      expect(rows.map(({ role, kind }) => `${role} ${kind}`)).toEqual(
        expect.arrayContaining(["user chat", "assistant chat"]),
      );
      const reply = rows.find(({ id }) => id === turn.done?.replyId);
      expect(reply).toMatchObject({
        content: turn.text,
        status: "complete",
        tokenCount: turn.done?.tokenCount,
        revision: turn.done?.revision,
        metadata: { finishReason: "stop", usage: turn.done?.usage },
      });
      expect(rows[0]).toMatchObject({ content: "Hello there", seq: 1 });
    });

    it("titles a new conversation after its first message, and goes on in it", async () => {
      const first = await readTurn(await turns.chat(ada, { content: "Plans for the garden" }));
      const { conversationId } = first.accepted;
      const second = await readTurn(await turns.chat(ada, { content: "And the shed?", conversationId }));
      expect(second.accepted).toMatchObject({
        conversationId,
        userMessage: { seq: expect.any(Number) as number },
      });
      const request = turns.fake.requests.at(-1)?.body as { messages: { role: string; content: string }[] };
      const said = request.messages.filter(({ role }) => role !== "system").map(({ content }) => content);
      expect(said).toEqual(["Plans for the garden", first.text, "And the shed?"]);
      const rows = await turns.messages(ada, conversationId);
      const { data } = await ada.account.client
        .from("conversations")
        .select("title")
        .eq("id", conversationId);
      expect(data).toEqual([{ title: "Plans for the garden" }]);
      const seqs = rows.map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    });

    it("goes to the database twice before the model is called: to look, the settings beside it, and to begin", async () => {
      const first = await readTurn(await turns.chat(ada, { content: "One" }));
      for (const conversationId of [undefined, first.accepted.conversationId]) {
        turns.databaseCalls.length = 0;
        turns.fake.next({ text: "Held.", holdAfterPieces: 0 });
        const calls = turns.fake.calls;
        const response = await turns.chat(ada, {
          content: "Two",
          ...(conversationId ? { conversationId } : {}),
        });
        await expect.poll(() => turns.fake.calls).toBe(calls + 1);
        const before = turns.databaseCalls.filter((call) => !BESIDE.test(call));
        const looks = ["GET /rest/v1/agents", "POST /rest/v1/rpc/recall_candidates"];
        expect(before.slice(0, -1).toSorted()).toEqual(conversationId ? looks.slice(1) : looks);
        expect(before.at(-1)).toBe("POST /rest/v1/rpc/begin_turn");
        turns.fake.release();
        await readTurn(response);
      }
    });

    it("answers once, when finished, for callers that don't stream", async () => {
      turns.fake.next({ text: "The whole answer.", thinking: "Hm." });
      const response = await turns.chat(ada, { content: "In one piece" }, { accept: "application/json" });
      expect(response.headers.get("content-type")).toMatch(/^application\/json/);
      const answer = (await response.json()) as Record<string, unknown>;
      expect(Object.keys(answer).toSorted()).toEqual(
        ["conversationId", "message", "tokenCount", "toolCalls", "usage"].toSorted(),
      );
      expect(answer).toMatchObject({
        message: { content: "The whole answer.", status: "complete" },
        toolCalls: [],
        usage: { source: "provider" },
      });
    });

    it("tells a caller that doesn't stream what the provider's failure was, by status and code", async () => {
      turns.fake.next("401");
      const response = await turns.chat(ada, { content: "With a bad key" }, { accept: "application/json" });
      expect(response.status).toBe(502);
      expect(await response.json()).toMatchObject({ error: { code: "provider_key" } });
    });

    it("refuses a message that cannot fit, with the numbers, and stores nothing", async () => {
      const count = async () =>
        (await ada.account.client.from("messages").select("id", { count: "exact", head: true })).count;
      const before = await count();
      const calls = turns.fake.calls;
      const response = await turns.chat(ada, { content: "word ".repeat(9_000) });
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({
        error: { code: "message_over_budget", details: { budget: 8_000 } },
      });
      expect(await count()).toBe(before);
      expect(turns.fake.calls).toBe(calls);
    });

    it("keeps the text of a reply that fails half-way, with the reason, and a retry replaces it", async () => {
      turns.fake.next("drop-mid");
      const failed = await readTurn(await turns.chat(ada, { content: "Will break" }));
      expect(failed.text.length).toBeGreaterThan(0);
      expect(failed.error).toMatchObject({ code: "provider_unavailable", retryable: true });
      const { conversationId, turnId } = failed.accepted;
      const [, broken] = await turns.messages(ada, conversationId);
      expect(broken).toMatchObject({
        status: "failed",
        content: failed.text,
        metadata: { error: { code: "provider_unavailable" } },
      });

      const messageId = randomUUID();
      const again = await readTurn(await turns.act(ada, turnId, "retry", { messageId }));
      expect(again.done).toMatchObject({ status: "complete" });
      expect(again.accepted.userMessage).toEqual(failed.accepted.userMessage);
      const rows = await turns.messages(ada, conversationId);
      const chat = rows.filter(({ kind }) => kind === "chat");
      expect(chat.map(({ content }) => content)).toEqual(["Will break", again.text]);

      const calls = turns.fake.calls;
      const repeated = await readTurn(await turns.act(ada, turnId, "retry", { messageId }));
      expect(repeated.text).toBe(again.text);
      expect(repeated.accepted).toMatchObject({ replayed: true, turnId: again.accepted.turnId });
      expect(turns.fake.calls).toBe(calls);
    });

    it("says that the room was used up by thinking, and how long it thought", async () => {
      turns.fake.next("empty");
      const turn = await readTurn(await turns.chat(ada, { content: "Think hard" }));
      expect(turn.error?.message).toMatch(/used up by thinking/);
      expect(turn.error).toMatchObject({ retryable: true });
      const rows = await turns.messages(ada, turn.accepted.conversationId);
      const thinking = rows.find(({ kind }) => kind === "thinking");
      expect(thinking?.metadata).toHaveProperty("thinkingMs");
    });

    it("attaches a repeated message to its running turn and replays a finished one whole", async () => {
      turns.fake.next({ text: "one two three four", holdAfterPieces: 2 });
      const body = { content: "Once", messageId: randomUUID() };
      const calls = turns.fake.calls;
      const first = await turns.chat(ada, body);
      const second = await turns.chat(ada, body);
      turns.fake.release();
      const [a, b] = await Promise.all([readTurn(first), readTurn(second)]);
      const c = await readTurn(await turns.chat(ada, body));
      expect([a.text, b.text, c.text]).toEqual(Array(3).fill("one two three four"));
      expect([a.accepted.replayed, b.accepted.replayed, c.accepted.replayed]).toEqual([false, true, true]);
      expect(c.done).toEqual(a.done);
      expect(turns.fake.calls).toBe(calls + 1);
    });

    it("refuses a known id with another message, and a second message while a reply is running", async () => {
      turns.fake.next({ text: "Held.", holdAfterPieces: 0 });
      const messageId = randomUUID();
      const first = await readAlong(events(await turns.chat(ada, { content: "The first", messageId })));
      const reused = await turns.chat(ada, { content: "Another", messageId });
      expect(reused.status).toBe(409);
      expect(await reused.json()).toMatchObject({ error: { code: "message_id_reused" } });
      const { conversationId } = first.accepted;
      const busy = await turns.chat(ada, { content: "The second", conversationId });
      expect(busy.status).toBe(409);
      expect(await busy.json()).toMatchObject({ error: { code: "turn_in_progress" } });
      turns.fake.release();
      expect((await first.ended).done).toMatchObject({ status: "complete" });
    });

    it("knows nothing of other people's turns", async () => {
      const turn = await readTurn(await turns.chat(ada, { content: "Mine" }));
      const { conversationId, turnId } = turn.accepted;
      const bob = await turns.api.guest();
      const answers = await Promise.all([
        turns.resume(bob, turnId),
        turns.act(bob, turnId, "stop"),
        turns.act(bob, turnId, "keep"),
        turns.act(bob, turnId, "retry", { messageId: randomUUID() }),
        turns.chat(bob, { content: "Let me in", conversationId }),
        turns.resume(ada, "not-an-id"),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(Array(answers.length).fill(404));
    });
  });
}
