import { describe, expect, it } from "vitest";
import { reserveWords } from "@/components/chat/reserve-words";

const LONGEST = 32_768;

describe("what is said of a reply reserve", () => {
  it("names what is kept where the budget allows less than was asked for", () => {
    expect(reserveWords(6_000, 4_000, LONGEST)).toBe("At this budget 4,000 are kept.");
  });

  it("names the model's longest reply where that is what bounds it", () => {
    expect(reserveWords(60_000, LONGEST, LONGEST)).toBe(
      "The model’s longest reply is 32,768; no more is kept.",
    );
  });

  it("is nothing where the reserve holds as it was set, or was left to us", () => {
    expect(reserveWords(900, 900, LONGEST)).toBeNull();
    expect(reserveWords(null, 1_500, LONGEST)).toBeNull();
  });
});
