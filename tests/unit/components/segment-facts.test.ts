import { describe, expect, it } from "vitest";
import { segmentFacts } from "@/components/context/segment-facts";
import type { Meter } from "@/lib/domain/meter/derive-meter";
import type { ContextItem } from "@/types/context";

const METER = { pinned: { messages: 0 }, summary: null, verbatim: null } as unknown as Meter;
const recalled = (why: string) => ({ recalled: { why } }) as unknown as ContextItem;

describe("what a part of a call consists of", () => {
  it("counts what was recalled apart from what is always in", () => {
    const items = [recalled("relevant"), recalled("standing"), recalled("neighbour")];
    expect(segmentFacts("memories", METER, items, "Assistant")).toBe("2 recalled, 1 always in");
    expect(segmentFacts("memories", METER, items.slice(0, 1), "Assistant")).toBe("1 recalled");
  });

  it("claims nothing of items that are not read yet", () => {
    expect(segmentFacts("memories", METER, [], "Assistant")).toBe("");
    expect(segmentFacts("tools", METER, [], "Assistant")).toBe("");
  });
});
