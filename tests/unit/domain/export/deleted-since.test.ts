import { describe, expect, it } from "vitest";
import { deletedSince, gapBetween } from "@/lib/domain/export/deleted-since";
import { aReceipt } from "../../services/export/sample-receipt";

describe("what was deleted since a receipt was written", () => {
  it("is what lies between messages that once stood next to each other", () => {
    expect(gapBetween(0, 1)).toBeNull();
    expect(gapBetween(4, 5)).toBeNull();
    expect(gapBetween(0, 3)).toEqual([1, 2]);
  });

  it("is what the receipt names of it, each range once", () => {
    const receipt = aReceipt({
      verbatim: [[9, 12]],
      pinned: [[3, 3]],
      summarised: { version: 1, range: [1, 8], messages: 8, tokens: 90, replaces: 900 },
    });
    const gaps: [number, number][] = [
      [2, 3],
      [8, 9],
      [20, 21],
    ];
    expect(deletedSince(receipt, gaps)).toEqual([
      [2, 3],
      [3, 3],
      [8, 8],
      [9, 9],
    ]);
    expect(deletedSince(receipt, [])).toEqual([]);
    expect(deletedSince(null, gaps)).toEqual([]);
  });
});
