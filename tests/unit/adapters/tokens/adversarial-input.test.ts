import { afterEach, describe, expect, it, vi } from "vitest";
import { RANKS } from "@/lib/adapters/tokens/bundled-ranks";
import { GrowingText } from "@/lib/adapters/tokens/growing-text";
import { IncrementalCounter } from "@/lib/adapters/tokens/incremental-counter";
import { mergeByHeap } from "@/lib/adapters/tokens/merge-bytes";
import { PieceCounter, TextCounter } from "@/lib/adapters/tokens/piece-counter";
import { bytesOf, parseRanks } from "@/lib/adapters/tokens/rank-table";

const SIZE = 100_000;
const UNITS = ["a", "A", " ", "\n", "!", "中", "A中", "न", "🙂", "\u0301", "ab", "0"];

/** A rank map that counts how often it is asked. */
class AskedMap extends Map<string, number> {
  asked = 0;

  override get(key: string): number | undefined {
    this.asked += 1;
    return super.get(key);
  }

  override has(key: string): boolean {
    this.asked += 1;
    return super.has(key);
  }
}

vi.setConfig({ testTimeout: 30_000 });
afterEach(() => vi.restoreAllMocks());

describe.each(["o200k_base", "cl100k_base"] as const)("100 KB without a break, with %s", (encoding) => {
  const table = parseRanks(RANKS[encoding]);

  it.each(UNITS)("merges %j in steps that grow no faster than n log n", (unit) => {
    const bytes = bytesOf(unit.repeat(SIZE / Buffer.byteLength(unit)));
    const half = mergeByHeap(bytes.slice(0, SIZE / 2), table).steps;
    const full = mergeByHeap(bytes, table).steps;
    expect(full).toBeLessThan(2.2 * half);
    expect(full).toBeLessThan(8 * bytes.length);
  });

  it.each(UNITS)("counts %j live with work that does not grow with the text", (unit) => {
    const ranks = new AskedMap(table.ranks);
    const live = new IncrementalCounter(encoding, new PieceCounter({ ...table, ranks }));
    const read = vi.spyOn(GrowingText.prototype, "codePointAt");
    const delta = unit.repeat(10);
    const workOf = (pushes: number): number => {
      read.mockClear();
      ranks.asked = 0;
      for (let i = 0; i < pushes; i += 1) live.push(delta);
      return read.mock.calls.length + ranks.asked;
    };
    workOf(200);
    const early = workOf(200);
    workOf(SIZE / 10 / delta.length);
    const late = workOf(200);
    expect(late).toBeLessThan(1.5 * early + 1_000);
    const text = delta.repeat(600 + SIZE / 10 / delta.length);
    expect(live.total).toBe(new TextCounter(table, encoding).count(text));
  });
});
