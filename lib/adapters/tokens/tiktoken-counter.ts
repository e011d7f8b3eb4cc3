import type { TokenEncoding } from "@/lib/domain/tokens/token-family";
import type { IncrementalCount } from "@/lib/ports/token-counter";
import { RANKS } from "./bundled-ranks";
import { IncrementalCounter } from "./incremental-counter";
import { TextCounter } from "./piece-counter";
import { parseRanks } from "./rank-table";

const counters = new Map<TokenEncoding, TextCounter>();

/** Parsed at first use, and shared: a table takes tens of megabytes. */
function counterOf(encoding: TokenEncoding): TextCounter {
  let counter = counters.get(encoding);
  if (counter === undefined) {
    counter = new TextCounter(parseRanks(RANKS[encoding]), encoding);
    counters.set(encoding, counter);
  }
  return counter;
}

/**
 * Counts exactly as js-tiktoken's `encode(text, [], [])` does, in close to linear time. Special tokens in the text are
 * plain text, lone surrogates count as U+FFFD.
 */
export function createTokenCounter(encoding: TokenEncoding): { count(text: string): number } {
  return { count: (text) => counterOf(encoding).count(text) };
}

/** Counts a text that is still arriving; `push` returns the exact count so far. */
export function createIncrementalCounter(encoding: TokenEncoding): IncrementalCount {
  return new IncrementalCounter(encoding, counterOf(encoding).pieces);
}
