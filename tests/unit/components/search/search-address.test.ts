import { describe, expect, it } from "vitest";
import { groupHits } from "@/components/search/group-hits";
import { hitAddress } from "@/components/search/hit-address";
import { requestOf, searchAddress, wishesOf } from "@/components/search/search-address";
import { cappedWords, correctedWords, foundWords, nothingWords } from "@/components/search/search-words";
import type { ConversationId, MessageId } from "@/types/ids";
import type { SearchAnswer, SearchHit } from "@/types/search";

const hit = (change: Partial<SearchHit>): SearchHit => ({
  kind: "message",
  score: 1,
  snippet: [{ text: "said", hit: true }],
  conversationId: "c1" as ConversationId,
  title: "Bread",
  messageId: "m1" as MessageId,
  seq: 4,
  role: "user",
  memoryId: null,
  saidAt: "2026-11-21T10:00:00Z",
  ...change,
});

const answer = (hits: SearchHit[], nextCursor: string | null = null): SearchAnswer => ({
  hits,
  nextCursor,
  corrections: [],
  capped: [],
  searched: { messages: 1_204, titles: 61 },
});

describe("the address of a search", () => {
  it("says everything and is read back as it was", () => {
    const wishes = wishesOf("?q=a+b&kind=title&sort=newest&days=30&agent=x&in=y&role=user");
    expect(wishes).toEqual({
      q: "a b",
      kind: "title",
      sort: "newest",
      days: 30,
      agentId: "x",
      conversationId: "y",
      role: "user",
    });
    expect(wishesOf(searchAddress(wishes).slice("/search".length))).toEqual(wishes);
  });

  it("takes what it cannot mean as not said", () => {
    expect(wishesOf("?kind=nonsense&sort=oldest&days=3&role=tool")).toMatchObject({
      q: "",
      kind: null,
      sort: "best",
      days: null,
      role: null,
    });
    expect(searchAddress({ q: "" })).toBe("/search");
  });

  it("asks for nothing without words, and for days back from now", () => {
    expect(requestOf(wishesOf("?q=+++&days=7"), 0)).toBeNull();
    const now = Date.parse("2026-11-21T12:00:00Z");
    expect(requestOf(wishesOf("?q=lock&days=7"), now)).toEqual({
      q: "lock",
      sort: "best",
      since: "2026-11-14T12:00:00.000Z",
    });
  });
});

describe("what was found", () => {
  const title = hit({ kind: "title", messageId: null, seq: null, snippet: [{ text: "Bread", hit: true }] });
  const other = hit({ conversationId: "c2" as ConversationId, title: "Boats", messageId: "m2" as MessageId });

  it("is grouped by conversation, its title's own hit as the heading", () => {
    const groups = groupHits([hit({}), other, title, hit({ messageId: "m3" as MessageId, seq: 9 })]);
    expect(groups.map(({ key, hits }) => [key, hits.map(({ seq }) => seq)])).toEqual([
      ["c1", [4, 9]],
      ["c2", [4]],
    ]);
    expect(groups[0]?.title).toEqual([{ text: "Bread", hit: true }]);
  });

  it("leads to the message, the conversation or the memory", () => {
    expect(hitAddress(hit({}))).toBe("/c/c1#m4");
    expect(hitAddress(title)).toBe("/c/c1");
    expect(hitAddress(hit({ kind: "memory", conversationId: null, memoryId: "x" as never }))).toBe(
      "/memories#x",
    );
  });

  it("is counted in words that do not claim more than was read", () => {
    const groups = groupHits([hit({}), other]);
    expect(foundWords(answer([hit({}), other]), groups, false)).toBe(
      "2 matches in 2 conversations, best match first.",
    );
    expect(foundWords(answer([hit({}), other], "more"), groups, true)).toBe(
      "The first 2 matches in 2 conversations, newest first.",
    );
    expect(nothingWords("x", answer([]), false)).toBe(
      "Nothing matches “x”. Searched 1,204 messages and 61 titles.",
    );
    expect(cappedWords({ word: "the", ranked: 5_000 })).toContain("the newest 5,000 were ranked");
    expect(correctedWords([{ typed: "exprot", used: "export" }])).toBe(
      "Nobody wrote “exprot”. Searched “export” for “exprot”.",
    );
  });
});
