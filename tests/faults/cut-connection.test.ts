import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Api, eventually, newGuest, readTurn } from "../support/api";
import { startApp, type App } from "../support/app";
import { startFakeModel, type FakeModel } from "../support/fake-model/server";
import { rounds, seededRandom } from "../support/rounds";

let model: FakeModel;
let app: App;

beforeAll(async () => {
  model = await startFakeModel({ pace: { tokensPerSecond: 2_000, firstTokenMs: 0 } });
  app = await startApp({
    GROQ_API_KEY: "test-key",
    GROQ_BASE_URL: model.url,
    TURNS_PER_MINUTE_USER: "100000",
    TURNS_PER_MINUTE_GLOBAL: "100000",
    TURNS_PER_MINUTE_ADDRESS: "100000",
    TOKENS_A_DAY_GUEST: "100000000",
  });
});

afterAll(async () => {
  await app.stop();
  await model.close();
});

/** Sends a message over a bare socket and cuts it after so many bytes of the answer; resolves with what had come. */
function cutAfter(bytes: number, token: string, body: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(app.front.port, "127.0.0.1");
    let received = "";
    socket.write(
      `POST /api/chat HTTP/1.1\r\nhost: 127.0.0.1:${app.front.port}\r\nauthorization: Bearer ${token}\r\n` +
        `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    );
    socket.on("data", (chunk: Buffer) => {
      received += chunk.toString("latin1");
      if (received.length >= bytes) socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(received));
  });
}

/** Calls of the model for a reply: a first exchange has another one for its title. */
function repliesAsked(): number {
  return model.chats.filter(({ upkeep }) => !upkeep).length;
}

describe("a client that is cut off at any byte", () => {
  it("finds the whole reply when it comes back, and the message once", async () => {
    const random = seededRandom(20_261_121);
    const guest = await newGuest(app.stack, app.env);
    const api = new Api(app.front.url, guest.token);
    for (let round = 0; round < rounds({ full: 200, quick: 20 }); round += 1) {
      const messageId = randomUUID();
      const content = `Round ${round}: what is a ledger?`;
      const body = JSON.stringify({ messageId, content });
      const before = repliesAsked();
      await cutAfter(Math.floor(random() * 6_000), guest.token, body);
      const again = await readTurn(await api.post("/api/chat", { messageId, content }));
      expect(again.done?.status).toBe("complete");
      const rows = await eventually("the finished reply", async () => {
        const list = await api.messages(again.accepted.conversationId);
        return list.every((row) => row.status !== "streaming")
          ? list.filter((row) => row.kind === "chat")
          : null;
      });
      expect(rows.map((row) => row.role)).toEqual(["user", "assistant"]);
      expect(rows[1]?.content).toBe(again.text);
      expect(repliesAsked() - before).toBe(1);
    }
  });
});
