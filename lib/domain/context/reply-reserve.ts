import type { ModelInfo } from "@/types/chat";
import type { ReserveSource } from "@/types/context";
import { thinkingAllowance } from "./context-budget";

/** Reply reserve of a conversation that has neither one of its own nor enough replies to go by, at most. */
const DEFAULT_REPLY_RESERVE = 1_500;
/** Fewer replies than this say too little. */
const LEAST_REPLIES = 3;
const HEADROOM = 1.25;
const STEP = 50;
const LEAST_RESERVE = 256;
/** What an estimate is bounded by where the agent sets no bound. */
const LONGEST_ESTIMATE = 4_000;

/** What is kept free of the budget for the answer, in tokens. */
export type Reserve = {
  replyReserve: number;
  thinkingAllowance: number;
  /** Both together. */
  reserve: number;
  source: ReserveSource;
};

export type ReserveInput = {
  /** As stored with the conversation; null: estimated. */
  replyReserve: number | null;
  /** As stored with the conversation. */
  maxTokens: number;
  budget: number;
  /** Tokens of the last complete replies, oldest first; negative where one was cut off. */
  recentReplies: readonly number[];
  /** The agent's own bound. */
  maxOutputTokens: number | null;
  info: Pick<ModelInfo, "maxOutputTokens" | "thinks">;
};

/**
 * The conversation's own reserve, or one estimated from its replies, or min(1,500, maxTokens / 4, the model's longest
 * reply). Small budgets need a bound on both parts: the reply takes at most half and thinking at most a quarter, so
 * that a quarter is always left for what is said.
 */
export function reserveFor(input: ReserveInput): Reserve {
  const { tokens, source } = wantedReserve(input);
  const { info, budget } = input;
  const replyReserve = Math.max(1, Math.floor(Math.min(tokens, info.maxOutputTokens, budget / 2)));
  const thinking = thinkingAllowance(info.thinks, budget);
  return { replyReserve, thinkingAllowance: thinking, reserve: replyReserve + thinking, source };
}

function wantedReserve(input: ReserveInput): { tokens: number; source: ReserveSource } {
  const { replyReserve, maxTokens, recentReplies } = input;
  if (replyReserve !== null) return { tokens: replyReserve, source: "set" };
  if (recentReplies.length < LEAST_REPLIES) {
    return { tokens: Math.min(DEFAULT_REPLY_RESERVE, maxTokens / 4), source: "default" };
  }
  return { tokens: estimatedReserve(input), source: "estimated" };
}

/** A quarter more than the longest recent reply, in steps of 50; twice that after a reply that was cut off. */
function estimatedReserve({ recentReplies, maxTokens, maxOutputTokens }: ReserveInput): number {
  const longest = longestReply(recentReplies) ?? 0;
  const wanted = Math.ceil((longest * HEADROOM) / STEP) * STEP;
  const wasCut = (recentReplies.at(-1) ?? 0) < 0;
  const generous = Math.max(LEAST_RESERVE, wasCut ? wanted * 2 : wanted);
  return Math.min(generous, maxOutputTokens ?? LONGEST_ESTIMATE, maxTokens / 4);
}

/** Tokens of the longest of the recent replies; null before the first. */
export function longestReply(recentReplies: readonly number[]): number | null {
  if (recentReplies.length === 0) return null;
  return Math.max(...recentReplies.map((tokens) => Math.abs(tokens)));
}
