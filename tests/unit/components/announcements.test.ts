import { describe, expect, it } from "vitest";
import { crossedLevel, finishedParagraph } from "@/components/chat/announcements";

describe("what is said aloud", () => {
  it("takes the last paragraph that has ended, once", () => {
    const text = "First one.\n\nSecond one.\n\nThird is being";
    expect(finishedParagraph(text, 0)).toEqual({ text: "Second one.", end: 23 });
    expect(finishedParagraph(text, 23)).toBeNull();
    expect(finishedParagraph("still the first", 0)).toBeNull();
  });

  it("speaks of the budget only when 75, 90 or 100 % is passed on the way up", () => {
    expect(crossedLevel(0.5, 0.74)).toBeNull();
    expect(crossedLevel(0.74, 0.75)).toBe(75);
    expect(crossedLevel(0.5, 0.95)).toBe(90);
    expect(crossedLevel(0.95, 1.2)).toBe(100);
    expect(crossedLevel(0.95, 0.6)).toBeNull();
  });
});
