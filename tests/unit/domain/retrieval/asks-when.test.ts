import { describe, expect, it } from "vitest";
import { asksWhen, saysWhen } from "@/lib/domain/retrieval/asks-when";

describe("a question", () => {
  it.each([
    "When did we meet?",
    "  when was that",
    "And what day was it?",
    "What year did I move?",
    "How long ago was the trip?",
    "Wann war das?",
    "C'était quand ?",
    "¿Cuándo fue?",
    "Quando è stato?",
    "Когда это было?",
    "我们什么时候见面？",
    "いつ会いましたか",
    "متى كان ذلك؟",
  ])("wants a date: %s", (text) => {
    expect(asksWhen(text)).toBe(true);
  });

  it.each(["Where did we meet?", "I like it when it rains", "Whenever you like", "Wo war das?", "Où ?", ""])(
    "wants none: %j",
    (text) => {
      expect(asksWhen(text)).toBe(false);
    },
  );
});

describe("a text", () => {
  it.each([
    "We met yesterday.",
    "It was in 1998.",
    "Two weeks before that.",
    "See you on MONDAY",
    "That was years ago",
  ])("says when: %s", (text) => {
    expect(saysWhen(text)).toBe(true);
  });

  it.each(["We met at the harbour.", "The code is 12345.", "A birthday cake", ""])(
    "does not say when: %j",
    (text) => {
      expect(saysWhen(text)).toBe(false);
    },
  );
});
