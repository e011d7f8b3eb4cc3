import type { PoolMessage } from "./recall-pool";

/** Messages further apart are not one talk. */
const ONE_TALK_MS = 6 * 3_600_000;
/** Replaced replies and thinking take numbers too. */
const SEQ_GAP = 4;

/** Positions in order of conversation and seq, and who stands `by` messages further there (−3 to 3); −1: nobody. */
export type Neighbours = (at: number, by: number) => number;

function areNeighbours(a: PoolMessage, b: PoolMessage): boolean {
  return a.conversationId === b.conversationId && b.seq - a.seq <= SEQ_GAP;
}

function inOneTalk(a: PoolMessage, b: PoolMessage): boolean {
  return Math.abs(Date.parse(b.saidAt) - Date.parse(a.saidAt)) <= ONE_TALK_MS;
}

/** `messages` in order of conversation and seq. */
export function neighboursIn(messages: readonly PoolMessage[]): Neighbours {
  /** Messages with the same number follow each other without a gap. */
  const runs: number[] = [];
  for (const [at, message] of messages.entries()) {
    const before = messages[at - 1];
    const run = runs[at - 1] ?? 0;
    runs.push(before !== undefined && areNeighbours(before, message) ? run : run + 1);
  }
  return (at, by) => {
    const to = at + by;
    const [from, there] = [messages[at], messages[to]];
    if (from === undefined || there === undefined || runs[to] !== runs[at]) return -1;
    return inOneTalk(from, there) ? to : -1;
  };
}

export function byPlace(a: PoolMessage, b: PoolMessage): number {
  if (a.conversationId !== b.conversationId) return a.conversationId < b.conversationId ? -1 : 1;
  return a.seq - b.seq;
}
