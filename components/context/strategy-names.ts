import type { MemoryStrategy } from "@/types/words";

export const STRATEGIES = ["sliding_window", "summarization", "hybrid"] as const satisfies MemoryStrategy[];

export const STRATEGY_NAMES: Record<MemoryStrategy, string> = {
  sliding_window: "Sliding window",
  summarization: "Summary",
  hybrid: "Hybrid",
};

export const STRATEGY_WORDS: Record<MemoryStrategy, string> = {
  sliding_window: "Word for word until it no longer fits, then dropped.",
  summarization: "What is older than the newest half is condensed.",
  hybrid: "Recent word for word, older condensed.",
};
