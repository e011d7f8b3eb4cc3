import type { Chunk, FinishTurn } from "@/lib/ports/turn-store";

/** One element of append_replies' batch. */
export function chunkRow({ turnId, fence, piece }: Chunk) {
  if (piece === undefined) return { turn: turnId, fence };
  return { turn: turnId, fence, ...piece };
}

/** The arguments of finish_turn. */
export function finishRow(input: FinishTurn) {
  return {
    p_turn: input.turnId,
    p_fence: input.fence,
    p_status: input.status,
    p_reply_tokens: input.replyTokens,
    p_thinking_tokens: input.thinkingTokens,
    p_thinking_ms: input.thinkingMs,
    p_token_family: input.tokenFamily,
    p_finish_reason: input.finishReason,
    p_usage: usageRow(input.usage),
    p_error: input.error,
  };
}

function usageRow(usage: FinishTurn["usage"]) {
  if (usage === null) return null;
  return {
    provider: usage.provider,
    model: usage.model,
    prompt_tokens: usage.promptTokens,
    cached_tokens: usage.cachedTokens,
    completion_tokens: usage.completionTokens,
    thinking_tokens: usage.thinkingTokens,
    counted_prompt_tokens: usage.countedPromptTokens,
    counted_completion_tokens: usage.countedCompletionTokens,
    source: usage.source,
    latency_ms: usage.latencyMs,
    first_token_ms: usage.firstTokenMs,
  };
}
