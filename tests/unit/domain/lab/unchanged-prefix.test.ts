import { describe, expect, it } from "vitest";
import { unchangedPrefix, type SentCall } from "@/lib/domain/lab/unchanged-prefix";

const PREAMBLE = 3;
/** A token a word, and three for the whole prompt. */
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== "").length;

function call(system: string, ...said: string[]): SentCall {
  const messages = [
    { role: "system", content: system },
    ...said.map((content, index) => ({ role: index % 2 === 0 ? "user" : "assistant", content })),
  ];
  const [first = 0, ...rest] = messages.map(({ content }) => wordsOf(content));
  return { messages, tokens: [first + PREAMBLE, ...rest] };
}

const first = call("be brief", "one two");
const same = (tokens: number, opening = "") => ({ tokens, opening });

describe("what a call repeats of the call before", () => {
  it("is nothing in the first call", () => {
    expect(unchangedPrefix(null, first)).toEqual(same(0));
  });

  it("is the whole call before where only something new follows", () => {
    expect(unchangedPrefix(first, call("be brief", "one two", "three", "four"))).toEqual(same(7));
  });

  it("ends at the first message that is another", () => {
    const before = call("be brief", "one two", "three", "four");
    expect(unchangedPrefix(before, call("be brief", "two", "three", "four"))).toEqual(same(5));
    expect(unchangedPrefix(before, call("be brief", "one two", "3", "four"))).toEqual(same(7));
  });

  it("ends in the system message at its last whole line that is the same", () => {
    const before = call("be brief\n\n# Summary\n> old words", "one");
    const after = call("be brief\n\n# Summary\n> own words of another version", "one");
    expect(unchangedPrefix(before, after)).toEqual(same(0, "be brief\n\n# Summary\n"));
  });

  it("counts a system message to which lines were added", () => {
    expect(unchangedPrefix(first, call("be brief\n\n> quoted", "one two"))).toEqual(same(0, "be brief"));
    expect(unchangedPrefix(first, call("be briefer", "one two"))).toEqual(same(0));
  });
});
