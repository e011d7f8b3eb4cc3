import { describe, expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "@/lib/server/http/list-cursor";
import { conversationId } from "@/types/api";

const place = {
  updatedAt: "2026-11-21T13:48:48.123456+00:00",
  id: conversationId.parse("0190d1a0-7c0e-4c1e-8c1e-7c0e4c1e8c1e"),
};

describe("the cursor of the list", () => {
  it("comes back to the microsecond, and fits a URL", () => {
    const cursor = encodeCursor(place);
    expect(decodeCursor(cursor)).toEqual(place);
    expect(cursor).toMatch(/^[\w-]+$/);
  });

  const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  it.each([
    "x",
    "!!!",
    made(null),
    made([]),
    made([place.updatedAt]),
    made([place.updatedAt, "1"]),
    made(['2026-01-01T00:00:00Z",id.gt.0', place.id]),
    made(["yesterday", place.id]),
    made([place.updatedAt, place.id, "more"]),
  ])("refuses %s", (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });
});
