import type { ContextItem } from "@/types/context";

type PinnedMessage = NonNullable<ContextItem["message"]>;

/** Messages to unpin, and the tokens that this frees each turn. */
export type PinsToGive = { messages: PinnedMessage[]; frees: number };

/** The fewest pins that free so many tokens, the largest first; all where even that is not enough, null where none is. */
export function pinsToGive(items: readonly ContextItem[], tokens: number): PinsToGive | null {
  const pinned = items.filter((item) => item.kind === "pinned" && item.message !== null);
  const largestFirst = pinned.toSorted((one, other) => freedBy(other) - freedBy(one));
  const messages: PinnedMessage[] = [];
  let frees = 0;
  for (const item of largestFirst) {
    if (frees >= tokens || item.message === null) break;
    messages.push(item.message);
    frees += freedBy(item);
  }
  if (messages.length === 0) return null;
  // Without the last one the block's heading goes too, which no single price has.
  if (messages.length === pinned.length) frees = sumOf(pinned);
  return { messages, frees };
}

function freedBy({ prices }: ContextItem): number {
  return -(prices.pin ?? 0);
}

function sumOf(items: readonly ContextItem[]): number {
  let sum = 0;
  for (const { tokens } of items) sum += tokens;
  return sum;
}
