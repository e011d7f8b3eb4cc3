import type { StoredSummary } from "@/lib/ports/summary-store";
import type { ConversationContext, TurnSettings } from "@/lib/ports/turn-settings";
import type { Agent, ContextDefaults } from "@/types/chat";
import type { MemoryStrategy } from "@/types/words";

/** Strategy and threshold of a conversation for which nobody has a wish. */
const DEFAULT_STRATEGY: MemoryStrategy = "hybrid";
const DEFAULT_THRESHOLD = 6_000;

/** Everything that decides what a call holds, but for the messages themselves. */
export type CallSettings = {
  agent: Agent;
  /** null: the agent's. */
  model: string | null;
  strategy: MemoryStrategy;
  maxTokens: number;
  windowSize: number | null;
  summaryThreshold: number;
  /** null: estimated. */
  replyReserve: number | null;
  windowFrom: number;
  recentReplies: readonly number[];
  /** The one that is sent; null where the strategy uses none. */
  summary: StoredSummary | null;
};

/** Other settings than the stored ones, to see what they would do; what is undefined stays. */
export type SettingWishes = {
  strategy?: MemoryStrategy | undefined;
  maxTokens?: number | undefined;
  windowSize?: number | null | undefined;
  summaryThreshold?: number | undefined;
  replyReserve?: number | null | undefined;
};

type StoredSettings = Omit<ConversationContext, "id" | "messageCount">;

/** The settings of a call: those asked for, else the conversation's, else what a new one would start with. */
export function callSettings(
  { agent, conversation, defaults }: TurnSettings,
  maxContextTokens: number,
  wishes: SettingWishes = {},
): CallSettings {
  const stored = conversation ?? newSettings(defaults, maxContextTokens);
  const strategy = wishes.strategy ?? stored.memoryStrategy;
  return {
    agent,
    model: stored.model,
    strategy,
    maxTokens: wishes.maxTokens ?? stored.maxTokens,
    windowSize: wishes.windowSize === undefined ? stored.windowSize : wishes.windowSize,
    summaryThreshold: wishes.summaryThreshold ?? stored.summaryThreshold,
    replyReserve: wishes.replyReserve === undefined ? stored.replyReserve : wishes.replyReserve,
    windowFrom: stored.windowFrom,
    recentReplies: stored.recentReplies,
    summary: strategy === "sliding_window" ? null : stored.summary,
  };
}

function newSettings(defaults: ContextDefaults, maxContextTokens: number): StoredSettings {
  return {
    model: null,
    memoryStrategy: defaults.memoryStrategy ?? DEFAULT_STRATEGY,
    maxTokens: defaults.maxTokens ?? maxContextTokens,
    windowSize: defaults.windowSize ?? null,
    summaryThreshold: defaults.summaryThreshold ?? DEFAULT_THRESHOLD,
    replyReserve: defaults.replyReserve ?? null,
    windowFrom: 0,
    recentReplies: [],
    summary: null,
  };
}
