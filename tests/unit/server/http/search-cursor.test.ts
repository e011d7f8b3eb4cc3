import { describe, expect, it } from "vitest";
import { decodeSearchCursor, encodeSearchCursor } from "@/lib/server/http/search-cursor";

const byScore = { doc: 12, score: 3.0000000000000004 };
const byTime = { doc: 12, at: "2026-11-21T13:48:48.123456+00:00" };
const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("the cursor of a search", () => {
  it("comes back with all its digits, and fits a URL", () => {
    expect(decodeSearchCursor(encodeSearchCursor(byScore), "best")).toEqual(byScore);
    expect(decodeSearchCursor(encodeSearchCursor(byTime), "newest")).toEqual(byTime);
    expect(encodeSearchCursor(byTime)).toMatch(/^[\w-]+$/);
  });

  it.each([
    { what: "no JSON", cursor: "x" },
    { what: "nothing", cursor: made(null) },
    { what: "no place", cursor: made({ score: 1 }) },
    { what: "a place that is none", cursor: made({ doc: -1, score: 1 }) },
    { what: "no number", cursor: made({ doc: 1, score: "1; drop table" }) },
    { what: "more than a place", cursor: made({ doc: 1, score: 1, owner: "me" }) },
    { what: "a place in time", cursor: encodeSearchCursor(byTime) },
  ])("is refused where it is $what", ({ cursor }) => {
    expect(() => decodeSearchCursor(cursor, "best")).toThrow("The cursor is not one of this search");
  });

  it("is refused for another order", () => {
    expect(() => decodeSearchCursor(encodeSearchCursor(byScore), "newest")).toThrow();
    expect(() => decodeSearchCursor(made({ doc: 1, at: "yesterday" }), "newest")).toThrow();
  });
});
