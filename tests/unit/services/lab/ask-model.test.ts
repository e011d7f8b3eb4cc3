import { describe, expect, it } from "vitest";
import { createCounterPort } from "@/lib/adapters/tokens/token-counter";
import { EXACT } from "@/lib/domain/calibration/calibration";
import { AppError } from "@/lib/domain/errors";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import type { LanguageModel, ModelEvent, ModelRequest } from "@/lib/ports/language-model";
import { askModel } from "@/lib/services/lab/ask-model";

function modelThat(stream: (request: ModelRequest) => AsyncIterable<ModelEvent>): LanguageModel {
  return {
    provider: "offline",
    displayName: "Scripted",
    defaultModel: "offline",
    stream,
    listModels: () => Promise.resolve({ models: [], listedBy: "fallback", problem: null }),
  };
}

function setUp(stream: (request: ModelRequest) => AsyncIterable<ModelEvent>) {
  let elapsed = 0;
  const deps = {
    counter: createCounterPort(),
    clock: { now: () => 0 },
    timers: { elapsed: () => (elapsed += 5) },
  };
  const question = {
    chosen: { model: modelThat(stream), info: modelInfo("offline", "offline"), calibration: EXACT },
    messages: [{ role: "user" as const, content: "Why?", saidAt: null }],
    countedTokens: 9,
    maxOutputTokens: 50,
    temperature: null,
  };
  return (signal = new AbortController().signal) => askModel(deps, question, signal);
}

const finish = (usage: Extract<ModelEvent, { type: "finish" }>["usage"]): ModelEvent => ({
  type: "finish",
  reason: "stop",
  usage,
});

describe("an answer for the lab", () => {
  it("is its whole text with the provider's own count and what it said of the plan", async () => {
    const usage = { promptTokens: 12, cachedTokens: 8, completionTokens: 3, thinkingTokens: 1 };
    const ask = setUp(async function* () {
      yield await Promise.resolve({ type: "rate", limit: 8_000, remaining: 7_000, resetMs: 9_000 } as const);
      yield { type: "thinking", text: "Hm." };
      yield { type: "text", text: "Because " };
      yield { type: "text", text: "it is." };
      yield finish(usage);
    });
    const answer = await ask();
    expect(answer).toMatchObject({
      text: "Because it is.",
      finishReason: "stop",
      usage: {
        ...usage,
        source: "provider",
        countedPromptTokens: 9,
        provider: "offline",
        tokenFamily: "openai-o200k",
      },
      rate: { limit: 8_000, remaining: 7_000, resetMs: 9_000 },
    });
    expect(answer.rate?.ageMs).toBeGreaterThan(0);
    expect(answer.usage.firstTokenMs).toBeLessThan(answer.usage.latencyMs);
  });

  it("is counted by us where the provider counts nothing", async () => {
    const ask = setUp(async function* () {
      yield await Promise.resolve({ type: "text", text: "Because it is." } as const);
      yield finish(null);
    });
    expect((await ask()).usage).toMatchObject({ source: "counted", promptTokens: 9, completionTokens: 4 });
  });

  it("keeps what there is when it is called off", async () => {
    const calledOff = new AbortController();
    const ask = setUp(async function* () {
      yield await Promise.resolve({ type: "text", text: "Because" } as const);
      calledOff.abort();
    });
    const answer = await ask(calledOff.signal);
    expect(answer).toMatchObject({ text: "Because", finishReason: "unknown", usage: { source: "counted" } });
  });

  it("fails with the provider's refusal, and when the stream breaks off", async () => {
    const refused = setUp(() => {
      throw new AppError("rate_limited", "Too many tokens this minute.", { retryAfterMs: 900 });
    });
    await expect(refused()).rejects.toMatchObject({ code: "rate_limited", retryAfterMs: 900 });
    const broken = setUp(async function* () {
      yield await Promise.resolve({ type: "text", text: "Bec" } as const);
    });
    await expect(broken()).rejects.toMatchObject({ code: "provider_malformed" });
  });
});
