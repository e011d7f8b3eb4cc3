import type { ProviderRate } from "@/lib/domain/rates/provider-rate";
import type { ModelInfo } from "@/types/chat";
import type { FinishReason, ProviderId } from "@/types/words";

/** What a system message quotes: a pinned or recalled message, a memory, or what a line of the summary stands for. */
export type PromptQuote = {
  role: "user" | "assistant";
  content: string;
  saidAt: string | null;
  /** A memory: what the user has said, as it holds now. */
  remembered?: boolean;
};

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

export type ModelEvent =
  /** What the headers say of a plan limited by tokens a minute. Before any text; again where a call is tried again. */
  | ({ type: "rate" } & ProviderRate)
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
