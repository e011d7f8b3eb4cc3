import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeModel, type FakeModel } from "@/tests/support/fake-model/server";
import { createOpenAiCompatibleModel } from "@/lib/adapters/openai-compatible/openai-compatible-model";
import { ADAPTERS, adapterOn, KEY } from "./model-under-test";

let fake: FakeModel;
beforeEach(async () => {
  fake = await startFakeModel({ apiKey: KEY });
});
afterEach(() => fake.close());

describe.each(ADAPTERS)("the models of %s", (name) => {
  it("are the provider's own, without those that do not chat", async () => {
    const { models, listedBy, problem } = await adapterOn(name, fake).listModels();
    expect(listedBy).toBe("provider");
    expect(problem).toBeNull();
    expect(models.map((model) => model.id)).toEqual([
      "openai/gpt-oss-120b",
      "openai/gpt-oss-20b",
      "qwen/qwen3-32b",
    ]);
    expect(models[0]).toMatchObject({ provider: name, contextWindow: 131_072, thinks: true, known: true });
  });

  it("are asked for once, however many want to know", async () => {
    const model = adapterOn(name, fake);
    await Promise.all([model.listModels(), model.listModels(), model.listModels()]);
    await model.listModels();
    expect(fake.requests).toHaveLength(1);
  });

  it.each(["401", "404", "503", "html", "redirect", "drop"] as const)(
    "fall back to a fixed list on %s, with the reason in plain words",
    async (fault) => {
      fake.nextList(fault);
      const { models, listedBy, problem } = await adapterOn(name, fake).listModels();
      expect(listedBy).toBe("fallback");
      expect(models.map((model) => model.id)).toContain(
        name === "groq" ? "openai/gpt-oss-120b" : "local-model",
      );
      expect(problem).toMatch(/\.$/);
      expect(problem).not.toContain(KEY);
    },
  );
});

describe("the default model", () => {
  it("is gpt-oss-120b at Groq", () => {
    expect(adapterOn("groq", fake).defaultModel).toBe("openai/gpt-oss-120b");
  });

  it("is the one set, else the first that the compatible server lists", async () => {
    expect(adapterOn("openai-compatible", fake).defaultModel).toBe("local-model");
    const unset = createOpenAiCompatibleModel({ baseUrl: `${fake.url}/v1`, apiKey: KEY });
    await unset.listModels();
    expect(unset.defaultModel).toBe("openai/gpt-oss-120b");
  });
});
