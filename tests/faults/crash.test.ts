import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Api, eventually, events, newGuest, type Person } from "../support/api";
import { startApp, startFrontProcess, type App } from "../support/app";
import { startFakeModel, type FakeModel } from "../support/fake-model/server";
import { rounds } from "../support/rounds";

let model: FakeModel;
let app: App;

beforeAll(async () => {
  model = await startFakeModel({ pace: { tokensPerSecond: 100, firstTokenMs: 0 } });
  app = await startApp({ GROQ_API_KEY: "test-key", GROQ_BASE_URL: model.url, TURN_LEASE_SECONDS: "2" });
});

afterAll(async () => {
  await app.stop();
  await model.close();
});

async function isStored({ supabase }: Person, turn: string): Promise<boolean> {
  const { data } = await supabase.from("turn_chunks").select("n").eq("turn", turn).eq("kind", "delta");
  return (data ?? []).length > 0;
}

describe("kill -9 of the app server in the middle of a reply", () => {
  it("loses no acknowledged message, doubles none, keeps the partial text and shows it as interrupted", async () => {
    const guest = await newGuest(app.stack, app.env);
    const acknowledged: string[] = [];
    let conversationId: string | undefined;
    for (let round = 0; round < rounds({ full: 20, quick: 2 }); round += 1) {
      const api = new Api(app.front.url, guest.token);
      const content = `Round ${round}: tell me a very long story.`;
      const response = await api.chat(content, conversationId ? { conversationId } : {});
      let shown = "";
      let replyId = "";
      let turnId = "";
      try {
        for await (const event of events(response)) {
          if (event.type === "accepted") {
            acknowledged.push(content);
            conversationId = event.conversationId;
            replyId = event.replyId;
            turnId = event.turnId;
          }
          if (event.type === "delta") shown += event.text;
          // What was shown may be ahead of what is stored; with nothing stored yet there is nothing to keep.
          if (shown.length > 300 && (await isStored(guest, turnId))) await app.front.kill();
        }
      } catch {
        // The connection died with the server.
      }
      expect(shown.length).toBeGreaterThan(0);
      app.front = await startFrontProcess(app.env, app.stack, app.front.port);
      const after = new Api(app.front.url, guest.token);
      const id = conversationId ?? "";
      const reply = await eventually("the interrupted reply", async () => {
        const row = (await after.messages(id)).find((message) => message.id === replyId);
        return row?.status === "interrupted" ? row : null;
      });
      expect(reply.content.length).toBeGreaterThan(0);
      expect(shown.startsWith(reply.content) || reply.content.startsWith(shown)).toBe(true);
      const users = (await after.messages(id)).filter((message) => message.role === "user");
      expect(users.map((message) => message.content)).toEqual(acknowledged.slice(-users.length));
    }
    const api = new Api(app.front.url, guest.token);
    const all = (await api.messages(conversationId ?? "")).filter((message) => message.role === "user");
    expect(all.map((message) => message.content)).toEqual(acknowledged);
  });
});

describe("SIGTERM in the middle of a reply", () => {
  it("marks the reply interrupted at once, with its text", async () => {
    const guest = await newGuest(app.stack, app.env);
    const api = new Api(app.front.url, guest.token);
    let conversationId = "";
    let shown = "";
    let stopping: Promise<void> | null = null;
    try {
      for await (const event of events(await api.chat("Tell me a very long story."))) {
        if (event.type === "accepted") conversationId = event.conversationId;
        if (event.type === "delta") shown += event.text;
        if (shown.length > 300) stopping ??= app.front.stop();
      }
    } catch {
      // The server may close the connection before the last event.
    }
    await stopping;
    const { data } = await guest.supabase
      .from("messages")
      .select("status, content")
      .eq("conversation", conversationId)
      .eq("role", "assistant")
      .eq("kind", "chat");
    expect(data).toEqual([{ status: "interrupted", content: expect.stringMatching(/\w/) as string }]);
    app.front = await startFrontProcess(app.env, app.stack, app.front.port);
  });
});
