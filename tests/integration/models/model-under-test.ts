import { createGroqModel } from "@/lib/adapters/groq/groq-model";
import { createOpenAiCompatibleModel } from "@/lib/adapters/openai-compatible/openai-compatible-model";
import { AppError } from "@/lib/domain/errors";
import type { LanguageModel, ModelEvent, ModelRequest } from "@/lib/ports/language-model";
import type { FakeModel } from "@/tests/support/fake-model/server";

/** Looks like a real key, so that a leak would be seen. */
export const KEY = "gsk_test_6f1d0c9b8a7e";

export const LONG = { firstTokenMs: 20_000, idleMs: 20_000, totalMs: 20_000 };
/** No waits to speak of between tries. */
const QUICK_RETRY = { baseMs: 1, random: () => 0 };

export type AdapterName = "groq" | "openai-compatible";
export const ADAPTERS: readonly AdapterName[] = ["groq", "openai-compatible"];

export function adapterOn(
  name: AdapterName,
  fake: FakeModel,
  timeouts = LONG,
  retry = QUICK_RETRY,
): LanguageModel {
  const shared = { apiKey: KEY, timeouts, retry };
  return name === "groq"
    ? createGroqModel({ ...shared, baseUrl: fake.url })
    : createOpenAiCompatibleModel({ ...shared, baseUrl: `${fake.url}/v1`, defaultModel: "local-model" });
}

export function requestOf(text: string, more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model: "openai/gpt-oss-120b",
    messages: [
      { role: "system", content: "Be brief.", saidAt: null },
      { role: "user", content: text, saidAt: "2026-11-21T14:02:00Z" },
    ],
    maxOutputTokens: 2_500,
    temperature: null,
    now: "2026-11-21T14:02:00Z",
    signal: new AbortController().signal,
    ...more,
  };
}

export type Outcome = {
  rates: Extract<ModelEvent, { type: "rate" }>[];
  text: string;
  thinking: string;
  finishes: Extract<ModelEvent, { type: "finish" }>[];
  error: AppError | null;
};

/** Reads a reply to its end, whatever that is. Throws what is no AppError: that would be a defect. */
export async function outcomeOf(stream: AsyncIterable<ModelEvent>, onText?: () => void): Promise<Outcome> {
  const outcome: Outcome = { rates: [], text: "", thinking: "", finishes: [], error: null };
  try {
    for await (const event of stream) {
      if (event.type === "finish") outcome.finishes.push(event);
      else if (event.type === "rate") outcome.rates.push(event);
      else outcome[event.type] += event.text;
      if (event.type === "text") onText?.();
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    outcome.error = error;
  }
  return outcome;
}

/** Everything of an error that a log or a screen could show. */
export function everythingSaidBy(error: AppError): string {
  const causes: string[] = [];
  let cause: unknown = error.cause;
  while (cause instanceof Error) {
    causes.push(`${JSON.stringify(cause)} ${cause.stack ?? cause.message}`);
    cause = cause.cause;
  }
  return [error.message, error.stack, JSON.stringify(error), JSON.stringify(error.toBody()), ...causes].join(
    "\n",
  );
}
