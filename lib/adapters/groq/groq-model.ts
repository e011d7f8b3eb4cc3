import Groq from "groq-sdk";
import type { ChatCompletionCreateParamsStreaming } from "groq-sdk/resources/chat/completions";
import { cachedModels } from "@/lib/adapters/model-wire/cached-models";
import { jsonOf } from "@/lib/adapters/model-wire/json-of";
import { modelFetch } from "@/lib/adapters/model-wire/model-fetch";
import type { ModelServer } from "@/lib/adapters/model-wire/model-server";
import { DEFAULT_RETRY, type RetryPolicy } from "@/lib/adapters/model-wire/retry-policy";
import { streamChat } from "@/lib/adapters/model-wire/stream-chat";
import type { Deadlines } from "@/lib/adapters/model-wire/watchdog";
import { wireMessages } from "@/lib/adapters/model-wire/wire-messages";
import type { LanguageModel, ModelRequest } from "@/lib/ports/language-model";
import { reasoningSettings } from "./reasoning-settings";

export type GroqOptions = {
  apiKey: string;
  /** As GROQ_BASE_URL: without `/openai/v1`, which is taken off where it was written all the same. */
  baseUrl?: string;
  timeouts?: Deadlines;
  retry?: Partial<RetryPolicy>;
};

const BASE_URL = "https://api.groq.com";
const TIMEOUTS: Deadlines = { firstTokenMs: 20_000, idleMs: 15_000, totalMs: 300_000 };
const DEFAULT_MODEL = "openai/gpt-oss-120b";
const FALLBACK = [DEFAULT_MODEL, "openai/gpt-oss-20b"] as const;
/** The SDK's own timeout would end a call behind our back; our deadlines are shorter than this. */
const SDK_TIMEOUT_MS = 24 * 60 * 60 * 1000;

const SERVER: ModelServer = {
  subject: "Groq",
  keySetting: "GROQ_API_KEY",
  hasKey: true,
  addressSetting: "GROQ_BASE_URL",
};

// include_usage works at Groq but is missing from the SDK's types.
type GroqBody = ChatCompletionCreateParamsStreaming & { stream_options: { include_usage: true } };

function bodyOf(request: ModelRequest): GroqBody {
  return {
    model: request.model,
    messages: wireMessages(request.messages),
    stream: true,
    stream_options: { include_usage: true },
    max_completion_tokens: request.maxOutputTokens,
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...reasoningSettings(request.model),
  };
}

function clientOf(options: GroqOptions, baseUrl: string): Groq {
  return new Groq({
    apiKey: options.apiKey,
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: SDK_TIMEOUT_MS,
    fetch: modelFetch,
    // Its log would repeat requests and error bodies.
    logLevel: "off",
  });
}

/** Groq through its SDK; the raw response is parsed by us, as the SDK's own stream costs about four times the CPU. */
export function createGroqModel(options: GroqOptions): LanguageModel {
  const baseUrl = (options.baseUrl ?? BASE_URL).replace(/\/+$/, "").replace(/\/openai\/v1$/, "");
  const host = new URL(baseUrl).host;
  const client = clientOf(options, baseUrl);
  const retry = { ...DEFAULT_RETRY, ...options.retry };
  return {
    provider: "groq",
    displayName: "Groq",
    defaultModel: DEFAULT_MODEL,
    stream: (request) =>
      streamChat({
        server: SERVER,
        host,
        model: request.model,
        deadlines: options.timeouts ?? TIMEOUTS,
        retry,
        signal: request.signal,
        open: (signal) => client.chat.completions.create(bodyOf(request), { signal }).asResponse(),
      }),
    listModels: cachedModels({
      provider: "groq",
      server: SERVER,
      host,
      fallback: FALLBACK,
      now: () => Date.now(),
      ask: async (signal) => jsonOf(await client.models.list({ signal }).asResponse()),
    }),
  };
}
