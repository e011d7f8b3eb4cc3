import { PairHeap } from "./pair-heap";
import type { RankTable } from "./rank-table";

/** Where the tokens of a short piece begin, and its end. Quadratic, and the fastest way for some dozens of bytes. */
export function mergedStarts(bytes: string, ranks: RankTable["ranks"]): number[] {
  const starts: number[] = [];
  for (let i = 0; i <= bytes.length; i += 1) starts.push(i);
  const rankAt = (index: number): number => {
    const end = starts[index + 2];
    return end === undefined ? Infinity : (ranks.get(bytes.slice(starts[index], end)) ?? Infinity);
  };
  const pairRanks = starts.map((_, index) => rankAt(index));
  for (;;) {
    const best = indexOfSmallest(pairRanks);
    if (best === -1) return starts;
    starts.splice(best + 1, 1);
    pairRanks.splice(best + 1, 1);
    pairRanks[best] = rankAt(best);
    if (best > 0) pairRanks[best - 1] = rankAt(best - 1);
  }
}

function indexOfSmallest(numbers: readonly number[]): number {
  let smallest = Infinity;
  let at = -1;
  for (let i = 0; i < numbers.length; i += 1) {
    const number = numbers[i] ?? Infinity;
    if (number < smallest) {
      smallest = number;
      at = i;
    }
  }
  return at;
}

// A heap key is rank × 2^30 + position: ranks stay below 2^18, so both fit into the 53 bits of a number, and equal
// ranks come out leftmost first as byte-pair encoding demands.
const POSITIONS = 2 ** 30;

/** Tokens of a long piece in O(n log n), and the heap operations it took. */
export function mergeByHeap(bytes: string, table: RankTable): { tokens: number; steps: number } {
  const parts = new MergeParts(bytes, table);
  let tokens = bytes.length;
  let steps = 0;
  for (;;) {
    const start = parts.nextMerge();
    steps = parts.steps;
    if (start === -1) return { tokens, steps };
    parts.merge(start);
    tokens -= 1;
  }
}

/** The parts of a piece as a linked list over byte positions, and the pairs that may merge, lowest rank first. */
class MergeParts {
  steps = 0;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  /** Rank of the pair that begins at a position; -1 where it begins none. */
  private readonly pairRank: Int32Array;
  private readonly heap: PairHeap;
  private readonly bytes: string;
  private readonly table: RankTable;

  constructor(bytes: string, table: RankTable) {
    this.bytes = bytes;
    this.table = table;
    const size = bytes.length + 1;
    this.next = Int32Array.from({ length: size }, (_, i) => i + 1);
    this.previous = Int32Array.from({ length: size }, (_, i) => i - 1);
    this.pairRank = new Int32Array(size).fill(-1);
    this.heap = new PairHeap(2 * size);
    for (let i = 0; i < bytes.length - 1; i += 1) this.rankPair(i);
  }

  /** Start of the pair to merge now, or -1. */
  nextMerge(): number {
    while (this.heap.size > 0) {
      this.steps += 1;
      const key = this.heap.pop();
      const rank = Math.floor(key / POSITIONS);
      const start = key - rank * POSITIONS;
      // Keys of pairs that have changed since stay in the heap; they are passed over here.
      if (this.pairRank[start] === rank) return start;
    }
    return -1;
  }

  merge(start: number): void {
    const middle = this.after(start);
    const end = this.after(middle);
    this.next[start] = end;
    this.previous[end] = start;
    this.pairRank[middle] = -1;
    this.rankPair(start);
    const before = this.previous[start] ?? -1;
    if (before >= 0) this.rankPair(before);
  }

  private rankPair(start: number): void {
    const middle = this.after(start);
    const end = middle >= this.bytes.length ? Infinity : this.after(middle);
    const rank =
      end - start > this.table.longest ? undefined : this.table.ranks.get(this.bytes.slice(start, end));
    this.pairRank[start] = rank ?? -1;
    if (rank === undefined) return;
    this.steps += 1;
    this.heap.push(rank * POSITIONS + start);
  }

  private after(position: number): number {
    return this.next[position] ?? this.bytes.length;
  }
}
