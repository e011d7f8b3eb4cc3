import { describe, expect, it } from "vitest";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import type { LanguageModel } from "@/lib/ports/language-model";
import { createModelRegistry } from "@/lib/services/models/model-registry";
import type { ProviderId } from "@/types/words";

type Options = {
  listed?: string[];
  listedBy?: "provider" | "fallback";
  defaultModel?: string;
  problem?: string | null;
};

function provider(id: ProviderId, options: Options = {}): LanguageModel {
  const { listed = [`${id}-a`, `${id}-b`], defaultModel = `${id}-a`, problem = null } = options;
  const { listedBy = "provider" } = options;
  return {
    provider: id,
    displayName: id.toUpperCase(),
    defaultModel,
    stream: () => {
      throw new Error("a registry does not stream");
    },
    listModels: () =>
      Promise.resolve({ models: listed.map((name) => modelInfo(id, name)), listedBy, problem }),
  };
}

const NO_GROQ = { id: "groq", name: "Groq", problem: "GROQ_API_KEY is missing." } as const;
const agent = (choice: { provider?: ProviderId | null; model?: string | null } = {}) => ({
  provider: null,
  model: null,
  ...choice,
});

describe("which model answers", () => {
  const registry = createModelRegistry({
    models: [provider("openai-compatible"), provider("offline")],
    absent: [NO_GROQ],
  });

  it("is the first provider's default where nobody chose", async () => {
    const { model, info } = await registry.resolve(agent(), null);
    expect([model.provider, info.id]).toEqual(["openai-compatible", "openai-compatible-a"]);
  });

  it("is the conversation's before the agent's", async () => {
    const chosen = agent({ provider: "offline", model: "offline-a" });
    expect((await registry.resolve(chosen, null)).info.id).toBe("offline-a");
    expect((await registry.resolve(chosen, "offline-b")).info.id).toBe("offline-b");
  });

  it("is refused where the provider does not offer it", async () => {
    await expect(registry.resolve(agent({ model: "gone" }), null)).rejects.toMatchObject({
      code: "provider_model",
      details: { provider: "openai-compatible", model: "gone" },
    });
  });

  it("is left to the provider where its own list could not be had", async () => {
    const registry = createModelRegistry({
      models: [provider("groq", { listedBy: "fallback" })],
      absent: [],
    });
    expect((await registry.resolve(agent({ model: "new-this-week" }), null)).info.id).toBe("new-this-week");
    await expect(registry.requireOffered(null, "new-this-week")).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("says what to set where the agent's provider is not set up", async () => {
    await expect(registry.resolve(agent({ provider: "groq" }), null)).rejects.toMatchObject({
      code: "provider_key",
      message: "GROQ_API_KEY is missing.",
    });
  });

  it("is the operator's default even where the list leaves it out", async () => {
    const own = createModelRegistry({ models: [provider("groq", { defaultModel: "mine" })], absent: [] });
    expect((await own.resolve(agent(), null)).info.id).toBe("mine");
    await expect(own.requireOffered(null, "mine")).resolves.toBeUndefined();
  });

  it("says why where a provider has no model at all", async () => {
    const none = provider("openai-compatible", {
      listed: [],
      defaultModel: "",
      problem: "It cannot be reached.",
    });
    const registry = createModelRegistry({ models: [none], absent: [] });
    await expect(registry.resolve(agent(), null)).rejects.toMatchObject({
      code: "provider_model",
      message: "It cannot be reached.",
    });
  });
});

describe("settings that name a model", () => {
  const registry = createModelRegistry({ models: [provider("groq"), provider("offline")], absent: [] });

  it("may name what the agent's provider offers, and nothing else", async () => {
    await expect(registry.requireOffered("offline", "offline-b")).resolves.toBeUndefined();
    await expect(registry.requireOffered("offline", "groq-b")).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(registry.requireOffered(null, "groq-b")).resolves.toBeUndefined();
  });
});

describe("the list of providers", () => {
  it("marks the default and holds those that are not set up, with what to do", async () => {
    const registry = createModelRegistry({
      models: [provider("offline", { defaultModel: "offline-a" })],
      absent: [NO_GROQ],
    });
    expect(await registry.list()).toMatchObject([
      { id: "offline", configured: true, isDefault: true, defaultModel: "offline-a", problem: null },
      { id: "groq", configured: false, isDefault: false, models: [], problem: "GROQ_API_KEY is missing." },
    ]);
  });
});
