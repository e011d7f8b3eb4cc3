import { describe, expect, it } from "vitest";
import { modelInfo } from "@/lib/domain/tokens/model-table";

describe("what is known about a model", () => {
  it.each([
    ["groq", "openai/gpt-oss-120b", "gpt-oss", 131_072, true],
    ["groq", "openai/gpt-oss-20b", "gpt-oss", 131_072, true],
    ["openai-compatible", "gpt-4o-mini", "openai-o200k", 128_000, false],
    ["openai-compatible", "gpt-4.1-2025-04-14", "openai-o200k", 1_047_576, false],
    ["openai-compatible", "gpt-3.5-turbo", "openai-cl100k", 16_385, false],
    ["openai-compatible", "meta-llama/Llama-3.3-70B-Instruct", "llama", 131_072, false],
    ["offline", "offline", "openai-o200k", 131_072, false],
  ] as const)("%s %s: %s, a window of %i, thinks: %s", (provider, id, family, contextWindow, thinks) => {
    expect(modelInfo(provider, id)).toMatchObject({
      id,
      provider,
      family,
      contextWindow,
      thinks,
      known: true,
    });
  });

  it("is exact only for the offline model, which we count ourselves; a provider has to be measured first", () => {
    expect(modelInfo("offline", "offline").accuracy).toEqual({ kind: "exact" });
    expect(modelInfo("groq", "openai/gpt-oss-20b").accuracy).toEqual({ kind: "estimate" });
    expect(modelInfo("openai-compatible", "nobody-knows-7b").accuracy).toEqual({ kind: "estimate" });
  });

  it("takes an unknown model to be small, and its count for an estimate", () => {
    expect(modelInfo("openai-compatible", "nobody-knows-7b")).toEqual({
      id: "nobody-knows-7b",
      name: "nobody-knows-7b",
      provider: "openai-compatible",
      contextWindow: 8_192,
      maxOutputTokens: 4_096,
      thinks: false,
      known: false,
      measured: null,
      family: "unknown",
      accuracy: { kind: "estimate" },
    });
  });

  it("does not take a name that only begins like a known one for it", () => {
    expect(modelInfo("openai-compatible", "gpt-4o-or-so").known).toBe(false);
    expect(modelInfo("openai-compatible", "toString").known).toBe(false);
  });

  it("believes the provider's list more than the table", () => {
    const listed = { name: "Ours", contextWindow: 32_000, maxOutputTokens: 2_000 };
    const info = modelInfo("openai-compatible", "openai/gpt-oss-20b", listed);
    expect(info).toMatchObject({ name: "Ours", contextWindow: 32_000, maxOutputTokens: 2_000, thinks: true });
  });

  it("never promises a reply longer than the window", () => {
    expect(modelInfo("groq", "openai/gpt-oss-20b", { contextWindow: 4_096 }).maxOutputTokens).toBe(4_096);
    expect(modelInfo("openai-compatible", "tiny", { contextWindow: 2_049 }).maxOutputTokens).toBe(1_024);
  });

  it("does not assume a window for Ollama, which sets it when it starts", () => {
    expect(modelInfo("openai-compatible", "llama3.1:8b").contextWindow).toBe(8_192);
    expect(modelInfo("openai-compatible", "gpt-oss:20b")).toMatchObject({
      family: "gpt-oss",
      contextWindow: 8_192,
    });
  });
});
