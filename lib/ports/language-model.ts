import type { FinishReason, ModelInfo, ProviderId } from "@/types/chat";

/** One message of a prompt. `saidAt` (ISO 8601) is known to the offline model only; providers never see it. */
export type PromptMessage = {
  role: "system" | "user" | "assistant";
  content: string;
  saidAt: string | null;
};

export type ModelRequest = {
  model: string;
  messages: readonly PromptMessage[];
  /** Reply reserve + thinking allowance. */
  maxOutputTokens: number;
  temperature: number | null;
  /** ISO 8601; the offline model dates what it quotes against it. */
  now: string;
  /** Aborting ends the stream without an error event. */
  signal: AbortSignal;
};

/** Tokens as the provider counted them. */
export type ProviderUsage = {
  promptTokens: number;
  cachedTokens: number;
  completionTokens: number;
  thinkingTokens: number;
};

export type ModelEvent =
  | { type: "text"; text: string }
  | { type: "thinking"; text: string }
  | { type: "finish"; reason: FinishReason; usage: ProviderUsage | null };

/**
 * A provider of replies. `stream` yields text and at last exactly one `finish`, or throws AppError `provider_*`
 * or `rate_limited` (with retryAfterMs). It keeps its own deadlines and its bounded retry before the first token.
 */
export type LanguageModel = {
  readonly provider: ProviderId;
  readonly displayName: string;
  stream(request: ModelRequest): AsyncIterable<ModelEvent>;
  /** Models on offer. `listedBy: "fallback"` when the provider could not be asked; never throws. */
  listModels(): Promise<{ models: ModelInfo[]; listedBy: "provider" | "fallback"; problem: string | null }>;
  readonly defaultModel: string;
};
