import { describe, expect, it } from "vitest";
import { findMemories } from "@/lib/domain/memory/find-memories";
import { messageId } from "@/types/api";
import { attackTexts, MIXED, ownTexts } from "../../../support/memory/attack-texts";

const id = messageId.parse("11111111-1111-4111-8111-111111111111");

function found(content: string, role: "user" | "assistant" | "tool" = "user", author: string | null = null) {
  const message = { id, seq: 1, role, content, author, saidAt: "2026-03-01T10:00:00Z" };
  return findMemories([message], []).map((each) => each.content);
}

describe("somebody else's words", () => {
  it.each(attackTexts(1_000))("create nothing: $name", ({ text }) => {
    expect(found(text)).toEqual([]);
  });

  it.each(ownTexts())("as a user's own they are found: %s", (text) => {
    expect(found(text)).not.toEqual([]);
  });

  it.each(ownTexts())(
    "create nothing as a reply, a tool's output or another person's message: %s",
    (text) => {
      expect(found(text, "assistant")).toEqual([]);
      expect(found(text, "tool")).toEqual([]);
      expect(found(text, "user", "imported")).toEqual([]);
    },
  );

  it.each(MIXED)("beside a user's own: $text", ({ text, finds }) => {
    expect(found(text)).toEqual([finds]);
  });
});
