import { describe, expect, it } from "vitest";
import { largerBudget, smallerReserve } from "@/components/chat/ways-out";
import { chatKeyOf } from "@/components/shell/chat-address";
import { localPath } from "@/components/account/local-path";

describe("ways out of a budget that is too small", () => {
  it("offers whole thousands with some room, never past the window", () => {
    expect(largerBudget(8_000, 925, 131_072)).toBe(10_000);
    expect(largerBudget(8_000, 120_000, 131_072)).toBe(128_000);
    expect(largerBudget(8_000, 125_000, 131_072)).toBeNull();
    expect(largerBudget(8_000, 100, 8_192)).toBe(8_192);
  });

  it("offers a smaller reserve only while a reply still has room", () => {
    expect(smallerReserve(1_500, 925)).toBe(575);
    expect(smallerReserve(1_500, 1_400)).toBeNull();
  });
});

describe("addresses", () => {
  it("tells which conversation a path shows", () => {
    const id = "3dc2615f-6a21-4fa0-be8f-07c783c916d3";
    expect(chatKeyOf(`/c/${id.toUpperCase()}`)).toBe(id);
    expect(chatKeyOf("/new")).toBe("new");
    expect(chatKeyOf("/")).toBe("new");
    expect(chatKeyOf("/settings")).toBeNull();
    expect(chatKeyOf("/c/1")).toBeNull();
  });

  it.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", null])(
    "goes home instead of to %j",
    (wanted) => {
      expect(localPath(wanted)).toBe("/");
    },
  );

  it("goes on to a page of ours", () => {
    expect(localPath("/c/abc?x=1")).toBe("/c/abc?x=1");
  });
});
