import { cachedModels } from "@/lib/adapters/model-wire/cached-models";
import { jsonOf } from "@/lib/adapters/model-wire/json-of";
import { modelFetch } from "@/lib/adapters/model-wire/model-fetch";
import type { ModelServer } from "@/lib/adapters/model-wire/model-server";
import { DEFAULT_RETRY, type RetryPolicy } from "@/lib/adapters/model-wire/retry-policy";
import { streamChat } from "@/lib/adapters/model-wire/stream-chat";
import type { Deadlines } from "@/lib/adapters/model-wire/watchdog";
import { wireMessages } from "@/lib/adapters/model-wire/wire-messages";
import type { LanguageModel, ModelRequest } from "@/lib/ports/language-model";
import { outputLimit } from "./output-limit";

export type OpenAiCompatibleOptions = {
  /** Up to and including the version, such as `http://127.0.0.1:11434/v1`. */
  baseUrl: string;
  /** Null for servers that ask for none. */
  apiKey: string | null;
  /** Without one, the first model of the server's list. */
  defaultModel?: string;
  timeouts?: Deadlines;
  retry?: Partial<RetryPolicy>;
};

/** Longer than for Groq: a local model on a CPU reads a prompt for a minute before it writes. */
const TIMEOUTS: Deadlines = { firstTokenMs: 120_000, idleMs: 60_000, totalMs: 1_800_000 };

function serverOf(host: string, hasKey: boolean): ModelServer {
  return {
    subject: `The model server at ${host}`,
    keySetting: "OPENAI_COMPATIBLE_API_KEY",
    hasKey,
    addressSetting: "OPENAI_COMPATIBLE_BASE_URL",
  };
}

function bodyOf(host: string, request: ModelRequest): string {
  return JSON.stringify({
    model: request.model,
    messages: wireMessages(request.messages),
    stream: true,
    stream_options: { include_usage: true },
    ...outputLimit(host, request.maxOutputTokens),
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
  });
}

/** Any server that speaks the OpenAI chat protocol: Ollama, vLLM, OpenAI, Gemini… */
export function createOpenAiCompatibleModel(options: OpenAiCompatibleOptions): LanguageModel {
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  const host = new URL(baseUrl).host;
  const server = serverOf(host, options.apiKey !== null);
  const authorization = options.apiKey === null ? {} : { authorization: `Bearer ${options.apiKey}` };
  const retry = { ...DEFAULT_RETRY, ...options.retry };
  const list = cachedModels({
    provider: "openai-compatible",
    server,
    host,
    fallback: options.defaultModel === undefined ? [] : [options.defaultModel],
    now: () => Date.now(),
    ask: async (signal) => jsonOf(await modelFetch(`${baseUrl}/models`, { headers: authorization, signal })),
  });
  let defaultModel = options.defaultModel ?? "";
  return {
    provider: "openai-compatible",
    displayName: "OpenAI-compatible",
    /** Empty until the server's list has been read once, where none was set. */
    get defaultModel() {
      return defaultModel;
    },
    async listModels() {
      const listed = await list();
      if (options.defaultModel === undefined) defaultModel = listed.models[0]?.id ?? "";
      return listed;
    },
    stream: (request) =>
      streamChat({
        server,
        host,
        model: request.model,
        deadlines: options.timeouts ?? TIMEOUTS,
        retry,
        signal: request.signal,
        open: (signal) =>
          modelFetch(`${baseUrl}/chat/completions`, {
            method: "POST",
            headers: { ...authorization, "content-type": "application/json", accept: "text/event-stream" },
            body: bodyOf(host, request),
            signal,
          }),
      }),
  };
}
