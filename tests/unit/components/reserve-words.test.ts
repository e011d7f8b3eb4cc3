import { describe, expect, it } from "vitest";
import { reserveWords } from "@/components/chat/reserve-words";
import { reserveFor } from "@/lib/domain/context/context-budget";

function words(replyReserve: number | null, maxTokens: number): string | null {
  const info = { contextWindow: 131_072, maxOutputTokens: 32_768, thinks: false };
  const kept = reserveFor({ replyReserve, maxTokens, info }).replyReserve;
  return reserveWords(replyReserve, kept, info.maxOutputTokens);
}

describe("what is said of a reply reserve", () => {
  it("names what is kept where the budget allows less than was asked for", () => {
    expect(words(6_000, 8_000)).toBe("At this budget 4,000 are kept.");
  });

  it("names the model's longest reply where that is what bounds it", () => {
    expect(words(60_000, 128_000)).toBe("The model’s longest reply is 32,768; no more is kept.");
  });

  it("is nothing where the reserve holds as it was set, or was left to us", () => {
    expect(words(900, 8_000)).toBeNull();
    expect(words(null, 8_000)).toBeNull();
  });
});
