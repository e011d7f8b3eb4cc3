import { describe, expect, it } from "vitest";
import { formattingLimit } from "@/components/chat/markdown/formatting-limit";

describe("what is too much to format", () => {
  it("lets ordinary long replies through", () => {
    const section =
      "## A heading\n\nA paragraph with **words** in it.\n\n- one\n  - two\n    - three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n";
    expect(formattingLimit(section.repeat(500))).toBeNull();
  });

  it.each([
    ["a table of 100 KB", "| cell | cell | cell |\n".repeat(5_000)],
    [
      "a list nested 500 deep",
      Array.from({ length: 500 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n"),
    ],
    ["quotes nested 500 deep", `${">".repeat(500)} x`],
    ["markers in a row", `${"- ".repeat(500)}x`],
    ["one endless line", "a".repeat(100_000)],
    ["an endless text", "word\n".repeat(60_000)],
  ])("shows %s as plain text, and says why", (_, text) => {
    expect(formattingLimit(text)).toMatch(/\w/);
  });
});
