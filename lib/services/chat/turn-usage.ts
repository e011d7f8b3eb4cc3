import type { FinishTurn } from "@/lib/ports/turn-store";
import type { RunningTurn } from "./running-turn";
import type { ReplyOutcome } from "./stream-reply";

export type CallFacts = {
  provider: string;
  model: string;
  /** In the model's own tokens, as far as they are known. */
  promptTokens: number;
  countedPromptTokens: number;
};

/**
 * What the call cost: as the provider says, with our own count beside it; by our count alone where it says nothing.
 * null when a provider refused before its first token, which costs nothing.
 */
export function turnUsage(turn: RunningTurn, outcome: ReplyOutcome, call: CallFacts): FinishTurn["usage"] {
  if (outcome.usage === null && outcome.status === "failed" && outcome.firstTokenMs === null) return null;
  const thinkingTokens = turn.thinkingTokens;
  const countedCompletionTokens = turn.textTokens + thinkingTokens;
  const counted = {
    promptTokens: call.promptTokens,
    cachedTokens: 0,
    completionTokens: countedCompletionTokens,
    thinkingTokens,
  };
  return {
    ...(outcome.usage ?? counted),
    countedPromptTokens: call.countedPromptTokens,
    countedCompletionTokens,
    source: outcome.usage === null ? "counted" : "provider",
    model: call.model,
    provider: call.provider,
    latencyMs: outcome.latencyMs,
    firstTokenMs: outcome.firstTokenMs,
  };
}
