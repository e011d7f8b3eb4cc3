import type { TokenFamily } from "@/types/words";

/** Counts exactly for a family's rank table; inputs over 32 KB are counted off the main thread. */
export type TokenCounter = {
  /** Tokens of bare text, without message overhead. Lone surrogates count as U+FFFD. */
  countText(family: TokenFamily, text: string): Promise<number>;
  /** A counter for text that arrives in pieces: `push` returns the exact count so far. */
  incremental(family: TokenFamily): IncrementalCount;
};

export type IncrementalCount = { push(delta: string): number; readonly total: number };
