import { describe, expect, it } from "vitest";
import { topicWords } from "@/lib/domain/memory/topic-words";

describe("the words that a topic is looked for under", () => {
  it("are its own and those that people ask by", () => {
    expect(topicWords("dog name").split(" ")).toEqual(expect.arrayContaining(["dog", "name", "called"]));
  });

  it.each(["constructor", "toString", "__proto__", "hasOwnProperty"])(
    "are no more than its own where nobody asks otherwise, as for %s",
    (topic) => {
      expect(topicWords(topic)).toBe(topic);
    },
  );
});
