import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeModel, type FakeModel } from "@/tests/support/fake-model/server";
import { createOpenAiCompatibleModel } from "@/lib/adapters/openai-compatible/openai-compatible-model";
import { createGroqModel } from "@/lib/adapters/groq/groq-model";
import { ADAPTERS, adapterOn, KEY, outcomeOf, requestOf } from "./model-under-test";

let fake: FakeModel;
beforeAll(async () => {
  fake = await startFakeModel();
});
afterAll(() => fake.close());

describe.each(ADAPTERS)("a reply through %s", (name) => {
  it("arrives word for word, thinking apart, and ends with exactly one finish", async () => {
    fake.next({ text: "Grüße, 世界 👩‍🚀!\n\n```ts\nlet a = 1;\n```", thinking: "Let me see." });
    const outcome = await outcomeOf(adapterOn(name, fake).stream(requestOf("hello")));
    expect(outcome.error).toBeNull();
    expect(outcome.text).toBe("Grüße, 世界 👩‍🚀!\n\n```ts\nlet a = 1;\n```");
    expect(outcome.thinking).toBe("Let me see.");
    expect(outcome.finishes).toHaveLength(1);
    expect(outcome.finishes[0]?.reason).toBe("stop");
  });

  it("survives characters and events that are cut anywhere", async () => {
    const text = "Ünïcödé 👨‍👩‍👧‍👦 日本語 العربية हिन्दी ".repeat(20);
    fake.next({ text, choppy: true });
    const outcome = await outcomeOf(adapterOn(name, fake).stream(requestOf("hello")));
    expect(outcome.text).toBe(text);
    expect(outcome.error).toBeNull();
  });

  it("keeps the last usage the provider sends", async () => {
    fake.next({ text: "one two three four five six seven eight", thinking: "hm hm" });
    const outcome = await outcomeOf(adapterOn(name, fake).stream(requestOf("hello")));
    const usage = outcome.finishes[0]?.usage;
    // The first usage in Groq's stream claims a single token.
    expect(usage?.completionTokens).toBeGreaterThan(8);
    expect(usage?.promptTokens).toBeGreaterThan(60);
    expect(usage?.thinkingTokens).toBeGreaterThan(0);
    expect(usage?.thinkingTokens).toBeLessThan(usage?.completionTokens ?? 0);
    expect(usage?.cachedTokens).toBe(0);
  });

  it("says when the reply was cut at its limit", async () => {
    const outcome = await outcomeOf(
      adapterOn(name, fake).stream(requestOf("[[words:200]]", { maxOutputTokens: 20 })),
    );
    expect(outcome.finishes[0]?.reason).toBe("length");
    expect(outcome.text).not.toBe("");
  });

  it("reports thinking that used up the whole reply as a finish without text", async () => {
    fake.next("empty");
    const outcome = await outcomeOf(adapterOn(name, fake).stream(requestOf("hello")));
    expect(outcome.error).toBeNull();
    expect(outcome.text).toBe("");
    expect(outcome.thinking).not.toBe("");
    expect(outcome.finishes[0]?.reason).toBe("length");
    expect(outcome.finishes[0]?.usage?.thinkingTokens).toBeGreaterThan(0);
  });

  it("asks once, with the key, the limit, usage, and nothing of when things were said", async () => {
    const before = fake.calls;
    await outcomeOf(adapterOn(name, fake).stream(requestOf("what I wrote", { temperature: 0.3 })));
    expect(fake.calls).toBe(before + 1);
    const sent = fake.requests.at(-1);
    expect(sent?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(sent?.body).toMatchObject({
      model: "openai/gpt-oss-120b",
      stream: true,
      stream_options: { include_usage: true },
      max_completion_tokens: 2_500,
      temperature: 0.3,
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "what I wrote" },
      ],
    });
    expect(JSON.stringify(sent?.body)).not.toContain("saidAt");
    expect(JSON.stringify(sent?.body)).not.toContain("2026");
  });

  it("keeps to itself who said what the system message quotes", async () => {
    const quotes = [
      { role: "user", content: "the word is saltmarsh", saidAt: "2026-11-20T15:02:00Z" },
    ] as const;
    const messages = [
      { role: "system", content: "Be brief.", saidAt: null, quotes },
      { role: "user", content: "hello", saidAt: null },
    ] as const;
    await outcomeOf(adapterOn(name, fake).stream(requestOf("", { messages })));
    expect(fake.requests.at(-1)?.body).toMatchObject({
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "hello" },
      ],
    });
    expect(JSON.stringify(fake.requests.at(-1)?.body)).not.toMatch(/quotes|saltmarsh/);
  });

  it("leaves the temperature to the provider when none is set", async () => {
    await outcomeOf(adapterOn(name, fake).stream(requestOf("hello")));
    expect(fake.requests.at(-1)?.body).not.toHaveProperty("temperature");
  });
});

describe("what differs between the providers", () => {
  it("asks Groq for gpt-oss thinking in the one way gpt-oss knows, and other models in theirs", async () => {
    const groq = adapterOn("groq", fake);
    await outcomeOf(groq.stream(requestOf("hello")));
    expect(fake.requests.at(-1)?.body).toMatchObject({ include_reasoning: true });
    expect(fake.requests.at(-1)?.body).not.toHaveProperty("reasoning_format");
    await outcomeOf(groq.stream(requestOf("hello", { model: "qwen/qwen3-32b" })));
    expect(fake.requests.at(-1)?.body).toMatchObject({ reasoning_format: "parsed" });
    await outcomeOf(groq.stream(requestOf("hello", { model: "llama-3.1-8b-instant" })));
    expect(fake.requests.at(-1)?.body).not.toHaveProperty("include_reasoning");
    expect(fake.requests.at(-1)?.path).toBe("/openai/v1/chat/completions");
  });

  it("names the limit both ways for servers that know only the old one", async () => {
    await outcomeOf(adapterOn("openai-compatible", fake).stream(requestOf("hello")));
    expect(fake.requests.at(-1)?.body).toMatchObject({ max_tokens: 2_500, max_completion_tokens: 2_500 });
    expect(fake.requests.at(-1)?.path).toBe("/v1/chat/completions");
  });

  it("sends no authorization at all to a server without a key", async () => {
    const open = createOpenAiCompatibleModel({ baseUrl: `${fake.url}/v1/`, apiKey: null });
    const outcome = await outcomeOf(open.stream(requestOf("hello", { model: "llama3.2" })));
    expect(outcome.error).toBeNull();
    expect(fake.requests.at(-1)?.headers).not.toHaveProperty("authorization");
  });

  it("accepts Groq's address with its path written out", async () => {
    const groq = createGroqModel({ apiKey: KEY, baseUrl: `${fake.url}/openai/v1/` });
    const outcome = await outcomeOf(groq.stream(requestOf("[[reply:yes]]")));
    expect(outcome.text).toBe("yes");
  });
});
