import type { ProviderRate } from "@/lib/domain/rates/provider-rate";
import type { FinishReason, ModelInfo, ProviderId } from "@/types/chat";

/** What a system message quotes: a pinned message, or what a line of the summary stands for. */
export type PromptQuote = { role: "user" | "assistant"; content: string; saidAt: string | null };

/** One message of a prompt. `saidAt` (ISO 8601) and `quotes` are known to the offline model only; providers never see them. */
export type PromptMessage = {
  role: "system" | "user" | "assistant";
  content: string;
  saidAt: string | null;
  quotes?: readonly PromptQuote[];
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

/** What the provider's headers say of its plan: tokens a minute, those left, and how long until all are there again. */
export type ModelRate = { limit: number; remaining: number; resetMs: number };

export type ModelEvent =
  /** At most once, before everything else. */
  | ({ type: "rate" } & ModelRate)
  | { type: "text"; text: string }
  | { type: "thinking"; text: string }
  /** `rate`: what is left of a plan limited by tokens a minute; absent or null where the provider says nothing. */
  | { type: "finish"; reason: FinishReason; usage: ProviderUsage | null; rate?: ProviderRate | null };

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
