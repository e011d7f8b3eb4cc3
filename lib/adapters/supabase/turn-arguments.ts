import type {
  Chunk,
  ExpectedSettings,
  FinishTurn,
  RateReport,
  RateRequest,
  RetryTurn,
  TurnLimits,
} from "@/lib/ports/turn-store";
import type { Usage } from "@/types/chat";

/** One element of append_replies' batch. */
export function chunkRow({ turnId, fence, receipt, piece }: Chunk) {
  return { turn: turnId, fence, ...(receipt === undefined ? {} : { receipt }), ...piece };
}

/** What begin_turn and retry_turn take alike. */
export function plannedRow(input: Omit<RetryTurn, "turnId">) {
  return {
    p_owner: input.owner,
    p_client_message_id: input.clientMessageId,
    p_token_family: input.tokenFamily,
    p_model: input.model,
    p_tokens_reserved: input.tokensReserved,
    p_window_budget: input.windowBudget,
    p_floor: input.floor,
    p_lease_s: input.leaseSeconds,
    p_limits: limitsRow(input.limits),
    p_expected: input.expected === null ? null : expectedRow(input.expected),
    p_rate: input.rate === null ? null : rateRow(input.rate),
  };
}

export function limitsRow(limits: TurnLimits) {
  return {
    address_hash: limits.addressHash,
    per_user: limits.perUser,
    per_address: limits.perAddress,
    global: limits.global,
    tokens_a_day: limits.tokensADay,
    free: limits.free,
  };
}

function expectedRow(expected: ExpectedSettings) {
  return {
    agent: expected.agentId,
    agent_revision: expected.agentRevision,
    model: expected.model,
    max_tokens: expected.maxTokens,
    memory_strategy: expected.memoryStrategy,
    window_size: expected.windowSize,
    summary_threshold: expected.summaryThreshold,
    reply_reserve: expected.replyReserve,
    summary: expected.summaryId,
    window_from: expected.windowFrom,
    recent_replies: [...expected.recentReplies],
    pins: [...expected.pins],
  };
}

function rateRow(rate: RateRequest) {
  return {
    provider: rate.provider,
    model: rate.model,
    fixed: rate.fixed,
    reserve: rate.reserve,
    least_reserve: rate.leastReserve,
    ratio: rate.ratio,
    limit: rate.limit,
  };
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
    p_usage: input.usage === null ? null : usageRow(input.usage),
    p_error: input.error,
    p_context: input.context === null ? null : contextRow(input.context),
    p_rate: input.rate === null ? null : reportRow(input.rate),
    p_index: input.index === null ? null : { ...input.index },
  };
}

function contextRow({ receipt, glance, windowFrom }: NonNullable<FinishTurn["context"]>) {
  return { receipt, glance, window_from: windowFrom };
}

/** What a provider's headers said, as the ledger takes it. */
export function reportRow(rate: RateReport) {
  return {
    provider: rate.provider,
    model: rate.model,
    limit: rate.limit,
    remaining: rate.remaining,
    reset_ms: rate.resetMs,
    age_ms: rate.ageMs,
  };
}

type CallUsage = Usage & { model: string; provider: string; latencyMs: number; firstTokenMs: number | null };

/** What a call used, as finish_turn and record_call take it. */
export function usageRow(usage: CallUsage) {
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
