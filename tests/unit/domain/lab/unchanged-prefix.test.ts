import { describe, expect, it } from "vitest";
import { unchangedTokens, type SentCall } from "@/lib/domain/lab/unchanged-prefix";

const PREAMBLE = 3;
/** A token a word, and three for the whole prompt. */
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;
const systemTokens = (text: string) => PREAMBLE + wordsOf(text);

function call(system: string, ...said: string[]): SentCall {
  const messages = [
    { role: "system", content: system },
    ...said.map((content, index) => ({ role: index % 2 === 0 ? "user" : "assistant", content })),
  ];
  const [first = 0, ...rest] = messages.map(({ content }) => wordsOf(content));
  return { messages, tokens: [first + PREAMBLE, ...rest] };
}

const first = call("be brief", "one two");

describe("what a call repeats of the call before", () => {
  it("is nothing in the first call", () => {
    expect(unchangedTokens(null, first, systemTokens)).toBe(0);
  });

  it("is the whole call before where only something new follows", () => {
    expect(unchangedTokens(first, call("be brief", "one two", "three", "four"), systemTokens)).toBe(7);
  });

  it("ends at the first message that is another", () => {
    const before = call("be brief", "one two", "three", "four");
    expect(unchangedTokens(before, call("be brief", "two", "three", "four"), systemTokens)).toBe(5);
    expect(unchangedTokens(before, call("be brief", "one two", "3", "four"), systemTokens)).toBe(7);
  });

  it("ends in the system message at its last whole line that is the same", () => {
    const before = call("be brief\n\n# Summary\n> old words", "one");
    const after = call("be brief\n\n# Summary\n> own words of another version", "one");
    expect(unchangedTokens(before, after, systemTokens)).toBe(PREAMBLE + 4);
  });

  it("counts a system message to which lines were added", () => {
    expect(unchangedTokens(first, call("be brief\n\n> quoted", "one two"), systemTokens)).toBe(PREAMBLE + 2);
    expect(unchangedTokens(first, call("be briefer", "one two"), systemTokens)).toBe(PREAMBLE);
  });
});
