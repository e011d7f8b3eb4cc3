import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { User } from "@/tests/support/api-under-test";
import { eventually, events, readTurn } from "@/tests/support/api";
import { backends } from "@/tests/support/backends";
import { rounds, seededRandom } from "@/tests/support/rounds";
import { otherInstance } from "./support/instance";
import { readAlong, startTurnApi, type TurnApi } from "./support/turn-api";

// The scripted model sends a word of up to five letters as one piece.
const WORDS = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? "\u{1F331}" : `w${index}`));
const REPLY = WORDS.join(" ");
const HELD_AFTER = 40;
const HELD = WORDS.slice(0, HELD_AFTER).join(" ");

for (const { name, postgres } of await backends()) {
  describe(`the life of a turn on ${name}`, () => {
    let turns: TurnApi;
    let ada: User;

    beforeAll(async () => {
      turns = await startTurnApi({ postgres });
      ada = await turns.api.guest();
    });
    afterAll(() => turns.stop());

    /** A turn whose reply waits in the middle, with its first event read. */
    async function begin(content: string) {
      turns.fake.next({ text: REPLY, holdAfterPieces: HELD_AFTER });
      const reading = await readAlong(events(await turns.chat(ada, { content })));
      await expect.poll(reading.text, { timeout: 10_000 }).toBe(HELD);
      const { turnId, conversationId } = reading.accepted;
      return { turnId, conversationId, rest: reading.ended };
    }

    const heldIsStored = async (turnId: string) => {
      await eventually("the text to be stored", async () => {
        const { data } = await ada.account.client
          .from("turn_chunks")
          .select("text")
          .eq("turn", turnId)
          .order("n");
        return (data ?? []).map((chunk) => String(chunk["text"])).join("") === HELD;
      });
    };

    it("makes one turn and one model call of a message that is sent five times at once", async () => {
      const count = rounds({ full: 200, quick: 20 });
      const calls = turns.fake.calls;
      for (let batch = 0; batch < count; batch += 4) {
        const ids = Array.from({ length: 4 }, () => randomUUID());
        const answers = await Promise.all(
          ids.flatMap((messageId) =>
            Array.from({ length: 5 }, () => turns.chat(ada, { content: `Once ${messageId}`, messageId })),
          ),
        );
        const read = await Promise.all(answers.map(readTurn));
        expect(new Set(read.map(({ accepted }) => accepted.turnId)).size).toBe(4);
        for (const { done } of read) expect(done).toMatchObject({ status: "complete" });
        expect(read.filter(({ accepted }) => !accepted.replayed)).toHaveLength(4);
      }
      expect(turns.fake.calls - calls).toBe(count);
    }, 300_000);

    it("gives exactly the rest from any offset, while the reply runs and after it", async () => {
      const random = seededRandom(7);
      const { turnId, rest } = await begin("Resume me");
      const offsets = Array.from({ length: 10 }, () => Math.floor(random() * (HELD.length + 20)));
      const running = offsets.map((offset) => readFrom(turnId, offset));
      turns.fake.release();
      const whole = (await rest).text;
      for (const [index, offset] of offsets.entries()) {
        expect(await running[index]).toBe(whole.slice(offset));
        expect(await readFrom(turnId, offset)).toBe(whole.slice(offset));
      }
    });

    async function readFrom(turnId: string, offset: number): Promise<string> {
      let text = "";
      let ended = false;
      for await (const event of events(await turns.resume(ada, turnId, offset))) {
        if (event.type === "delta") {
          expect(event.offset).toBe(offset + text.length);
          text += event.text;
        }
        ended ||= event.type === "done";
      }
      expect(ended).toBe(true);
      return text;
    }

    it("is followed by another instance, text and end", async () => {
      const { turnId, rest } = await begin("Follow me");
      const following = await readAlong(otherInstance(turns).follow(ada, turnId));
      await expect.poll(following.text, { timeout: 10_000 }).toBe(HELD);
      turns.fake.release();
      const [here, elsewhere] = await Promise.all([rest, following.ended]);
      expect(elsewhere.text).toBe(here.text);
      expect(elsewhere.done).toEqual(here.done);
    });

    it("stops at once where it runs, and keeps its text", async () => {
      const { turnId, conversationId, rest } = await begin("Stop me");
      const answer = await turns.act(ada, turnId, "stop");
      expect(await answer.json()).toEqual({ stopped: true });
      const turn = await rest;
      expect(turn.done).toMatchObject({ status: "stopped" });
      expect(turn.text).toBe(HELD);
      const [, reply] = await turns.messages(ada, conversationId);
      expect(reply).toMatchObject({ status: "stopped", content: turn.text });
      expect((await turns.fake.requests.at(-1)?.ended)?.abandoned).toBe(true);
      expect(await (await turns.act(ada, turnId, "stop")).json()).toEqual({ stopped: false });
      turns.fake.release();
    });

    it("stops when another instance is asked, and keeps its text", async () => {
      const { turnId, rest } = await begin("Stop me from afar");
      // What the other instance does: it does not hold the turn.
      const { data } = await ada.account.client.rpc("request_stop", { p_turn: turnId });
      expect(data).toBe(true);
      const turn = await rest;
      expect(turn.done).toMatchObject({ status: "stopped" });
      expect(turn.text.length).toBeGreaterThan(0);
      turns.fake.release();
    });

    it("is interrupted with its text when its instance has died, and can be kept or retried", async () => {
      turns.fake.next({ text: REPLY, holdAfterPieces: HELD_AFTER });
      const dying = otherInstance(turns);
      const reading = await readAlong(await dying.start(ada, "Die on me"));
      const { turnId, conversationId } = reading.accepted;
      await heldIsStored(turnId);
      dying.freeze();
      await setClock("clock_timestamp() + interval '1 minute'");
      const seen = await readTurn(await turns.resume(ada, turnId));
      expect(seen.done).toMatchObject({ status: "interrupted" });
      expect(seen.text).toBe(HELD);

      const kept = (await (await turns.act(ada, turnId, "keep")).json()) as { message: unknown };
      expect(kept.message).toMatchObject({
        content: HELD,
        status: "interrupted",
        metadata: { kept: true },
      });
      const again = await readTurn(await turns.act(ada, turnId, "retry", { messageId: randomUUID() }));
      expect(again.done).toMatchObject({ status: "complete" });

      // It was not dead after all: what it still wants to store is refused, and its reader is told what is stored.
      turns.fake.release();
      dying.thaw();
      expect((await reading.ended).done).toMatchObject({ status: "interrupted" });
      await setClock("clock_timestamp()");
      const rows = (await turns.messages(ada, conversationId)).filter(({ kind }) => kind === "chat");
      expect(rows.map(({ content }) => content)).toEqual(["Die on me", again.text]);
    });

    it("ends when its conversation is deleted under it", async () => {
      const { conversationId, rest } = await begin("Delete me");
      await ada.account.client.from("conversations").delete().eq("id", conversationId);
      const turn = await rest;
      expect(turn.error).toMatchObject({ code: "not_found" });
      expect((await turns.fake.requests.at(-1)?.ended)?.abandoned).toBe(true);
      expect(turns.runtime().hub.size).toBe(0);
      turns.fake.release();
    });

    it("outlives a database that is away for less than its lease", async () => {
      const { turnId, conversationId, rest } = await begin("Hold on");
      await heldIsStored(turnId);
      turns.cutDatabase(true);
      turns.fake.release();
      await eventually("an append to fail", () =>
        Promise.resolve(turns.databaseCalls.at(-1)?.endsWith("append_replies")),
      );
      turns.cutDatabase(false);
      const turn = await rest;
      expect(turn.done).toMatchObject({ status: "complete" });
      const [, reply] = await turns.messages(ada, conversationId);
      expect(reply).toMatchObject({ status: "complete", content: turn.text });
    });

    it("is refused as database_unavailable while the database is away, and stores nothing twice afterwards", async () => {
      const messageId = randomUUID();
      turns.cutDatabase(true);
      const refused = await turns.chat(ada, { content: "Anybody there?", messageId });
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ error: { code: "database_unavailable" } });
      turns.cutDatabase(false);
      const turn = await readTurn(await turns.chat(ada, { content: "Anybody there?", messageId }));
      const rows = await turns.messages(ada, turn.accepted.conversationId);
      expect(rows.filter(({ role }) => role === "user")).toHaveLength(1);
    });

    it("keeps the order of messages when the clock jumps back and forth, or stands still", async () => {
      const first = await readTurn(await turns.chat(ada, { content: "message 0" }));
      const { conversationId } = first.accepted;
      const shifts = ["interval '1 hour'", "interval '-1 hour'", "interval '0'", "interval '0'"];
      try {
        for (const [index, shift] of shifts.entries()) {
          const time = index < 2 ? `clock_timestamp() + ${shift}` : "timestamptz '2026-01-05 09:30:00Z'";
          await setClock(time);
          await readTurn(await turns.chat(ada, { content: `message ${index + 1}`, conversationId }));
        }
      } finally {
        await setClock("clock_timestamp()");
      }
      const rows = await turns.messages(ada, conversationId);
      const said = rows.filter(({ role }) => role === "user").map(({ content }) => content);
      expect(said).toEqual([0, 1, 2, 3, 4].map((index) => `message ${index}`));
      const prompt = turns.fake.requests.at(-1)?.body as { messages: { role: string; content: string }[] };
      const sent = prompt.messages.filter(({ role }) => role === "user").map(({ content }) => content);
      expect(sent).toEqual(said);
    });

    const setClock = (time: string) =>
      turns.api.test.stack.database.query(
        `create or replace function private.clock() returns timestamptz language sql volatile set search_path = '' as $$ select ${time} $$`,
        [],
      );

    it("is interrupted at once when its server is asked to end, and refused from then on", async () => {
      const { rest, conversationId } = await begin("Last words");
      await turns.runtime().shutdown();
      const turn = await rest;
      expect(turn.done).toMatchObject({ status: "interrupted" });
      const [, reply] = await turns.messages(ada, conversationId);
      expect(reply).toMatchObject({ status: "interrupted", content: HELD });
      const refused = await turns.chat(ada, { content: "Too late" });
      expect(refused.status).toBe(503);
      turns.fake.release();
    });
  });
}
