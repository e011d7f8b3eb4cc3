import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Api, collect, eventually, events, newGuest, readTurn, type Person } from "../support/api";
import { freePort, startApp, startFrontProcess, type App, type Running } from "../support/app";
import { startFakeModel, type FakeModel } from "../support/fake-model/server";
import { rounds } from "../support/rounds";
import type { ConversationAnswer } from "@/types/api";
import type { TurnEvent } from "@/types/stream";

let model: FakeModel;
let app: App;
let second: Running;
let guest: Person;
let one: Api;
let two: Api;

async function startSecond(): Promise<void> {
  second = await startFrontProcess(app.env, app.stack, await freePort());
  two = new Api(second.url, guest.token);
}

beforeAll(async () => {
  model = await startFakeModel({ pace: { tokensPerSecond: 120, firstTokenMs: 0 } });
  app = await startApp({ GROQ_API_KEY: "test-key", GROQ_BASE_URL: model.url, TURN_LEASE_SECONDS: "3" });
  guest = await newGuest(app.stack, app.env);
  one = new Api(app.front.url, guest.token);
  await startSecond();
});

afterAll(async () => {
  await second.stop();
  await app.stop();
  await model.close();
});

/** Reads a stream until so much text has come, and leaves. */
async function readSome(response: Response, length: number): Promise<TurnEvent[]> {
  const list: TurnEvent[] = [];
  let text = "";
  for await (const event of events(response)) {
    list.push(event);
    if (event.type === "delta") text += event.text;
    if (text.length >= length) break;
  }
  return list;
}

/** Calls of the model for a reply: a first exchange has another one for its title. */
function repliesAsked(): number {
  return model.chats.filter(({ upkeep }) => !upkeep).length;
}

describe("two app servers on one database", () => {
  it("make one sample conversation of clicks on both, and a new one when that is deleted", async () => {
    for (let round = 0; round < rounds({ full: 20, quick: 3 }); round += 1) {
      const clicks = [one, two, one, two].map((api) =>
        api.json<ConversationAnswer>("POST", "/api/conversations/sample"),
      );
      const made = await Promise.all(clicks);
      const ids = new Set(made.map(({ conversation }) => conversation.id));
      expect(ids.size).toBe(1);
      const [id] = ids;
      const samples = (await one.conversations()).filter(({ title }) => title.startsWith("A sample: "));
      expect(samples.map((conversation) => conversation.id)).toEqual([id]);
      await two.request(`/api/conversations/${id}`, { method: "DELETE" });
    }
  });

  it("a stream begun on one is resumed by offset on the other, without a gap or a repeat", async () => {
    const begun = collect(await readSome(await one.chat("Tell me a story about ledgers."), 120));
    const path = `/api/turns/${begun.accepted.turnId}/stream?offset=${begun.text.length}`;
    let text = begun.text;
    for await (const event of events(await two.request(path))) {
      if (event.type !== "delta") continue;
      expect(event.offset).toBe(text.length);
      text += event.text;
    }
    const rows = await one.messages(begun.accepted.conversationId);
    expect(rows.find((row) => row.id === begun.accepted.replyId)).toMatchObject({
      status: "complete",
      content: text,
    });
  });

  it("Stop through the other instance ends the reply and keeps its text", async () => {
    const stream = events(await one.chat("Tell me a very long story."));
    const list: TurnEvent[] = [];
    let stopped: Response | null = null;
    for await (const event of stream) {
      list.push(event);
      if (event.type === "delta" && event.offset > 100 && !stopped) {
        stopped = await two.post(`/api/turns/${collect(list).accepted.turnId}/stop`, {});
      }
    }
    const turn = collect(list);
    expect(stopped?.ok).toBe(true);
    expect(turn.done?.status).toBe("stopped");
    const rows = await two.messages(turn.accepted.conversationId);
    expect(rows.find((row) => row.id === turn.accepted.replyId)).toMatchObject({
      status: "stopped",
      content: turn.text,
    });
  });

  it("the same message posted to both is one turn and one call of the model", async () => {
    const before = repliesAsked();
    const body = { messageId: randomUUID(), content: "Only once, please." };
    const [left, right] = await Promise.all([
      one.post("/api/chat", body).then(readTurn),
      two.post("/api/chat", body).then(readTurn),
    ]);
    expect(left.accepted.turnId).toBe(right.accepted.turnId);
    expect(left.text).toBe(right.text);
    expect([left.accepted.replayed, right.accepted.replayed].sort()).toEqual([false, true]);
    expect(repliesAsked() - before).toBe(1);
  });

  it("a second message into a conversation whose reply runs elsewhere is refused in words", async () => {
    const begun = collect(await readSome(await one.chat("Tell me a very long story."), 50));
    const answer = await two.chat("And another thing", { conversationId: begun.accepted.conversationId });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ error: { code: "turn_in_progress" } });
    await two.post(`/api/turns/${begun.accepted.turnId}/stop`, {});
  });

  it("deleting on one while the other generates leaves nothing behind and ends the stream", async () => {
    const list: TurnEvent[] = [];
    let deleted: Response | null = null;
    for await (const event of events(await one.chat("Tell me a very long story."))) {
      list.push(event);
      if (event.type === "delta" && event.offset > 100 && !deleted) {
        deleted = await two.request(`/api/conversations/${collect(list).accepted.conversationId}`, {
          method: "DELETE",
        });
      }
    }
    expect(deleted?.ok).toBe(true);
    const { conversationId } = collect(list).accepted;
    expect((await two.request(`/api/conversations/${conversationId}`)).status).toBe(404);
    const { data } = await guest.supabase.from("messages").select("id").eq("conversation", conversationId);
    expect(data).toEqual([]);
  });

  it("when one is killed, the other shows its reply as interrupted and can retry it", async () => {
    const conversation: { id: string; turnId: string; replyId: string } = { id: "", turnId: "", replyId: "" };
    let text = "";
    try {
      for await (const event of events(await two.chat("Tell me a very long story."))) {
        if (event.type === "accepted") {
          conversation.id = event.conversationId;
          conversation.turnId = event.turnId;
          conversation.replyId = event.replyId;
        }
        if (event.type === "delta") text += event.text;
        if (text.length > 400) await second.kill();
      }
    } catch {
      // The connection died with its server.
    }
    const reply = await eventually("the interrupted reply", async () => {
      const row = (await one.messages(conversation.id)).find(
        (message) => message.id === conversation.replyId,
      );
      return row?.status === "interrupted" ? row : null;
    });
    expect(text.startsWith(reply.content)).toBe(true);
    expect(reply.content.length).toBeGreaterThan(0);

    const retried = await readTurn(
      await one.post(`/api/turns/${conversation.turnId}/retry`, { messageId: randomUUID() }),
    );
    expect(retried.done?.status).toBe("complete");
    const rows = (await one.messages(conversation.id)).filter((row) => row.kind === "chat");
    expect(rows.map((row) => row.id)).not.toContain(conversation.replyId);
    await startSecond();
  });
});
