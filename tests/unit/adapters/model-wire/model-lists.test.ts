import { describe, expect, it } from "vitest";
import { cachedModels } from "@/lib/adapters/model-wire/cached-models";
import { readModelList } from "@/lib/adapters/model-wire/model-list";
import { outputLimit } from "@/lib/adapters/openai-compatible/output-limit";

const SERVER = { subject: "Groq", keySetting: "GROQ_API_KEY", hasKey: true, addressSetting: "GROQ_BASE_URL" };
const MINUTE = 60_000;

function listOn(answers: (() => unknown)[]) {
  let now = 0;
  let asked = 0;
  const list = cachedModels({
    provider: "groq",
    server: SERVER,
    host: "127.0.0.1",
    fallback: ["openai/gpt-oss-120b"],
    now: () => now,
    ask: async () => {
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      return Promise.resolve(answer?.());
    },
  });
  return { list, asked: () => asked, pass: (ms: number) => (now += ms) };
}

const good = (id: string) => () => ({ data: [{ id }] });
const broken = () => {
  throw new Error("no");
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a list of models", () => {
  it("is asked for again after five minutes, while the old one is handed out", async () => {
    const { list, asked, pass } = listOn([good("one"), good("two")]);
    expect((await list()).models[0]?.id).toBe("one");
    pass(5 * MINUTE - 1);
    await list();
    expect(asked()).toBe(1);
    pass(1);
    expect((await list()).models[0]?.id).toBe("one");
    await settled();
    expect((await list()).models[0]?.id).toBe("two");
    expect(asked()).toBe(2);
  });

  it("survives a provider that fails later, and says what is wrong", async () => {
    const { list, pass } = listOn([good("one"), broken]);
    await list();
    pass(5 * MINUTE);
    await list();
    await settled();
    const { models, listedBy, problem } = await list();
    expect(models[0]?.id).toBe("one");
    expect(listedBy).toBe("provider");
    expect(problem).toMatch(/Groq/);
  });

  it("tries again soon after a failure", async () => {
    const { list, pass } = listOn([broken, good("one")]);
    expect((await list()).listedBy).toBe("fallback");
    pass(MINUTE);
    await list();
    await settled();
    expect((await list()).listedBy).toBe("provider");
  });

  it("reads the window under each provider's name for it", () => {
    const body = {
      data: [
        { id: "a-groq", context_window: 1_000, max_completion_tokens: 100 },
        { id: "b-vllm", max_model_len: 2_000 },
        { id: "c-openrouter", context_length: 3_000 },
      ],
    };
    const models = readModelList("openai-compatible", body);
    expect(models?.map((model) => model.contextWindow)).toEqual([1_000, 2_000, 3_000]);
    expect(models?.[0]?.maxOutputTokens).toBe(100);
  });

  it("leaves out what does not chat, is switched off, or is no model", () => {
    const ids = [
      "whisper-large-v3",
      "text-embedding-3-small",
      "llama-guard-4",
      "gpt-4o-mini-tts",
      "dall-e-3",
      "",
    ];
    const data = [
      ...ids.map((id) => ({ id })),
      { id: "off", active: false },
      null,
      "x",
      { id: 7 },
      { id: "gpt-4o" },
    ];
    expect(readModelList("openai-compatible", { data })?.map((model) => model.id)).toEqual(["gpt-4o"]);
  });

  it.each([null, [], {}, { data: {} }, "text"])("is none when the body is %j", (body) => {
    expect(readModelList("groq", body)).toBeNull();
  });
});

describe("the reply's limit", () => {
  it.each(["api.openai.com", "me.openai.azure.com", "generativelanguage.googleapis.com"])(
    "goes to %s under its new name alone",
    (host) => {
      expect(outputLimit(host, 5)).toEqual({ max_completion_tokens: 5 });
    },
  );

  it.each(["127.0.0.1:11434", "openai.com.example.org", "notopenai.com"])("goes to %s under both", (host) => {
    expect(outputLimit(host, 5)).toEqual({ max_completion_tokens: 5, max_tokens: 5 });
  });
});
