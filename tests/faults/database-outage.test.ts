import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Api, eventually, events, newGuest } from "../support/api";
import { startApp, startStackProcess, type App } from "../support/app";
import { startFakeModel, type FakeModel } from "../support/fake-model/server";

let model: FakeModel;
let app: App;

beforeAll(async () => {
  model = await startFakeModel({ pace: { tokensPerSecond: 60, firstTokenMs: 0 } });
  app = await startApp({ GROQ_API_KEY: "test-key", GROQ_BASE_URL: model.url, TURN_LEASE_SECONDS: "60" });
});

afterAll(async () => {
  await app.stop();
  await model.close();
});

describe("the database stops in the middle of a reply and comes back", () => {
  it("the reply is stored whole, and meanwhile a new message is refused in words", async () => {
    const guest = await newGuest(app.stack, app.env);
    const api = new Api(app.front.url, guest.token);
    let conversationId = "";
    let shown = "";
    let refused: Response | null = null;
    for await (const event of events(await api.chat("Tell me a very long story."))) {
      if (event.type === "accepted") conversationId = event.conversationId;
      if (event.type === "delta") shown += event.text;
      if (shown.length > 200 && !refused) {
        await app.stack.stop();
        refused = await api.chat("Are you there?");
        app.stack = await startStackProcess(app.env, app.front.port, app.stack.port);
      }
    }
    expect(refused?.status).toBe(503);
    expect(await refused?.json()).toMatchObject({ error: { code: "database_unavailable" } });
    const reply = await eventually("the end of the reply", async () => {
      const rows = await api.messages(conversationId);
      const row = rows.find((message) => message.role === "assistant" && message.kind === "chat");
      return row?.status === "streaming" ? null : row;
    });
    expect(reply.status).toBe("complete");
    expect(reply.content).toBe(shown);
  });
});
