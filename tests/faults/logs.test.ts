import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Api, eventually, newGuest, readTurn, type Person, type Turn } from "../support/api";
import { startApp, type App } from "../support/app";
import { startFakeModel, type FakeModel } from "../support/fake-model/server";

const KEY = "canary-of-a-model-key";
const SAID = "a canary that sings in the question";
const ANSWERED = "another canary that sings in the answer";
const THOUGHT = "a third that sings in the thinking";

type Line = Record<string, unknown> & { msg?: string };

let model: FakeModel;
let app: App;
let guest: Person;
let response: Response;
let turn: Turn;

beforeAll(async () => {
  model = await startFakeModel({ apiKey: KEY, pace: { tokensPerSecond: 400, firstTokenMs: 0 } });
  app = await startApp({ GROQ_API_KEY: KEY, GROQ_BASE_URL: model.url, LOG_LEVEL: "debug" });
  guest = await newGuest(app.stack, app.env);
  model.next({ text: ANSWERED, thinking: THOUGHT });
  response = await new Api(app.front.url, guest.token).chat(SAID);
  turn = await readTurn(response);
  await eventually("the line of the turn's end", () => Promise.resolve(lineOf("turn.finished")));
});

afterAll(async () => {
  await app.stop();
  await model.close();
});

function lineOf(event: string): Line | undefined {
  const lines = app.front.output().split("\n");
  const found = lines.find((line) => line.startsWith("{") && line.includes(`"msg":"${event}"`));
  return found === undefined ? undefined : (JSON.parse(found) as Line);
}

describe("the stream of a reply", () => {
  it("tells proxies neither to hold it back, nor to keep it, nor to change it", () => {
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    expect(response.headers.get("cache-control")).toBe("private, no-store, no-transform");
  });
});

describe("what the processes print about a turn, at the most talkative level", () => {
  it("holds neither what was said, nor what was answered or thought, nor a secret", () => {
    expect(turn.text).toBe(ANSWERED);
    const printed = app.front.output() + app.stack.output();
    for (const canary of [SAID, ANSWERED, THOUGHT, guest.token, KEY]) expect(printed).not.toContain(canary);
    for (const name of ["SUPABASE_SECRET_KEY", "SUPABASE_JWT_SECRET"]) {
      expect(printed).not.toContain(app.env[name] ?? "");
    }
  });

  it("has a line for each step, with ids and numbers", () => {
    const { turnId, conversationId } = turn.accepted;
    const requestId = response.headers.get("x-request-id");
    const ids = { requestId, turnId, conversationId };
    const number = expect.any(Number) as number;
    expect(requestId).toMatch(/\S/);
    expect(lineOf("turn.accepted")).toMatchObject({
      ...ids,
      tokens: number,
      beginMs: number,
      replayed: false,
    });
    expect(lineOf("context.built")).toMatchObject(ids);
    expect(Object.values(lineOf("context.built") ?? {})).toContainEqual(number);
    expect(lineOf("turn.finished")).toMatchObject({
      ...ids,
      status: "complete",
      replyTokens: turn.done?.tokenCount,
      promptTokens: number,
      modelMs: number,
      finishMs: number,
    });
  });
});
