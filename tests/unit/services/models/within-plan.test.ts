import { describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/domain/errors";
import { EXACT } from "@/lib/domain/calibration/calibration";
import { modelInfo } from "@/lib/domain/tokens/model-table";
import type { LanguageModel, ModelEvent, ModelRequest } from "@/lib/ports/language-model";
import type { Hold, HoldRequest } from "@/lib/ports/rate-holds";
import type { RateReport } from "@/lib/ports/turn-store";
import type { ChosenModel } from "@/lib/services/models/model-registry";
import { withinPlan, type CallOrigin } from "@/lib/services/models/within-plan";

const INFO = modelInfo("groq", "openai/gpt-oss-20b");
const RATE = { limit: 8_000, remaining: 4_200, resetMs: 9_000 };
const REQUEST: ModelRequest = {
  model: INFO.id,
  messages: [
    { role: "system", content: "four words of instructions", saidAt: null },
    { role: "user", content: "three more words", saidAt: null },
  ],
  maxOutputTokens: 500,
  temperature: 0,
  now: "2026-11-21T14:02:00Z",
  signal: new AbortController().signal,
};
/** 61 + 2 once a prompt, 4 + 4 around the system message, 4 around the user's, and a token a word. */
const PROMPT = 63 + 8 + 4 + 4 + 3;

type Options = { answer?: Hold | AppError; origin?: CallOrigin; calibration?: ChosenModel["calibration"] };

function setUp(reply: () => AsyncIterable<ModelEvent>, options: Options = {}) {
  const { answer = { kind: "held", id: "a-hold" }, origin = "asked", calibration = EXACT } = options;
  const asked: HoldRequest[] = [];
  const released: { id: string; report: RateReport | null }[] = [];
  const stream = vi.fn(reply);
  const model: LanguageModel = {
    provider: "groq",
    displayName: "Groq",
    defaultModel: INFO.id,
    stream,
    listModels: () => Promise.resolve({ models: [INFO], listedBy: "provider", problem: null }),
  };
  let elapsed = 0;
  const words = (text: string) => Promise.resolve(text.split(" ").length);
  const deps = {
    holds: {
      hold: (request: HoldRequest) => {
        asked.push(request);
        return answer instanceof AppError ? Promise.reject(answer) : Promise.resolve(answer);
      },
      release: (id: string, report: RateReport | null) => {
        released.push({ id, report });
        return Promise.resolve();
      },
    },
    counter: { countText: (_: string, text: string) => words(text) },
    timers: { elapsed: () => (elapsed += 10) },
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
  };
  const held = withinPlan(deps as never, { model, info: INFO, calibration }, origin);
  return { held, asked, released, stream, deps };
}

async function* said(...events: ModelEvent[]): AsyncGenerator<ModelEvent> {
  for (const event of events) yield await Promise.resolve(event);
}

async function textOf(chosen: ChosenModel): Promise<string> {
  let text = "";
  for await (const event of chosen.model.stream(REQUEST)) if (event.type === "text") text += event.text;
  return text;
}

const FINISH: ModelEvent = { type: "finish", reason: "stop", usage: null };

describe("a call beside the chat", () => {
  it("holds its prompt and its longest answer, and tells what the provider said when it is over", async () => {
    const { held, asked, released } = setUp(() =>
      said({ type: "rate", ...RATE }, { type: "text", text: "ok" }, FINISH),
    );
    expect(await textOf(held)).toBe("ok");
    expect(asked).toMatchObject([{ provider: "groq", model: INFO.id, tokens: PROMPT + 500, spare: 0 }]);
    expect(released).toEqual([
      {
        id: "a-hold",
        report: { provider: "groq", model: INFO.id, ...RATE, ageMs: expect.any(Number) as number },
      },
    ]);
  });

  it("leaves the next turn as much as it takes where nobody has asked for it", async () => {
    const { held, asked } = setUp(() => said(FINISH), { origin: "automatic" });
    await textOf(held);
    expect(asked[0]?.spare).toBe(PROMPT + 500);
  });

  it("holds a tenth more as long as the model's count is not measured", async () => {
    const { held, asked } = setUp(() => said(FINISH), { calibration: null });
    await textOf(held);
    expect(asked[0]?.tokens).toBe(Math.ceil(PROMPT * 1.1) + 500);
  });

  it("is not made where the plan has too little left", async () => {
    const refusal = new AppError("rate_limited", "It can be asked in 9 s.", { retryAfterMs: 9_000 });
    const { held, stream, released } = setUp(() => said(FINISH), { answer: refusal });
    await expect(textOf(held)).rejects.toBe(refusal);
    expect(stream).not.toHaveBeenCalled();
    expect(released).toEqual([]);
  });

  it("holds nothing where no limit is known, nor for the offline model", async () => {
    const unlimited = setUp(() => said(FINISH), { answer: { kind: "unlimited" } });
    await textOf(unlimited.held);
    expect(unlimited.released).toEqual([]);
    const offline = { ...unlimited.held, model: { ...unlimited.held.model, provider: "offline" as const } };
    expect(withinPlan(unlimited.deps as never, offline, "asked")).toBe(offline);
  });

  it("gives back what it held when it fails, with what the refusal told", async () => {
    const refused = new AppError("rate_limited", "Groq accepts no more.", {
      details: { status: 429, rate: RATE },
    });
    const { held, released } = setUp(async function* () {
      yield* said({ type: "text", text: "so" });
      throw refused;
    });
    await expect(textOf(held)).rejects.toBe(refused);
    expect(released[0]?.report).toMatchObject(RATE);
  });

  it("gives back what it held when its reader leaves", async () => {
    const { held, released } = setUp(() =>
      said({ type: "text", text: "a" }, { type: "text", text: "b" }, FINISH),
    );
    for await (const event of held.model.stream(REQUEST)) if (event.type === "text") break;
    expect(released).toEqual([{ id: "a-hold", report: null }]);
  });

  it("is not spoiled by a hold that cannot be given back", async () => {
    const { held, deps } = setUp(() => said({ type: "text", text: "ok" }, FINISH));
    deps.holds.release = () => Promise.reject(new AppError("database_unavailable", "The database is away."));
    expect(await textOf(held)).toBe("ok");
    expect(deps.log.warn).toHaveBeenCalledTimes(1);
  });
});
