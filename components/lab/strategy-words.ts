import type { MemoryStrategy } from "@/types/chat";

/** In the order in which they stand everywhere. */
export const STRATEGIES: readonly MemoryStrategy[] = ["sliding_window", "summarization", "hybrid"];

const NAMES: Record<MemoryStrategy, string> = {
  sliding_window: "Sliding window",
  summarization: "Summary",
  hybrid: "Hybrid",
};

export function strategyName(strategy: MemoryStrategy): string {
  return NAMES[strategy];
}
