import { describe, expect, it } from "vitest";
import { INTRODUCTION, isOfflineReply, SIGNATURE } from "@/lib/domain/offline/own-replies";
import { replyPieces } from "@/lib/domain/offline/reply-pieces";
import { saidWhen } from "@/lib/domain/offline/said-when";
import { splitSentences } from "@/lib/domain/offline/split-sentences";
import { conversation } from "./conversation";

describe("statements and small talk", () => {
  it("notes a statement in its own words", () => {
    expect(conversation().say("my sister's dog is called Biscuit")).toMatch(
      /^Noted: “my sister's dog is called Biscuit”/,
    );
  });

  it("notes a long message by its beginning", () => {
    const reply = conversation().say(`The list: ${"apples and pears, ".repeat(400)}`);
    expect(reply).toMatch(/^Noted: “The list: apples/);
    expect(reply.length).toBeLessThan(500);
  });

  it.each([
    ["Hello!", "Hello."],
    ["hi there", "Hello."],
    ["Guten Morgen", "Hello."],
    ["Bonjour !", "Hello."],
    ["¡Hola!", "Hello."],
    ["こんにちは", "Hello."],
    ["Thanks a lot", "You are welcome."],
    ["Merci beaucoup", "You are welcome."],
    ["谢谢", "You are welcome."],
    ["Спасибо!", "You are welcome."],
    ["Good night", "Goodbye."],
    ["How are you?", "Well enough"],
    ["Wie geht's?", "Well enough"],
    ["ok", "All right."],
    ["Who are you?", "I am a stand-in"],
  ])("answers “%s” kindly and briefly", (said, answer) => {
    const reply = conversation().say(said);
    expect(reply.startsWith(answer)).toBe(true);
    expect(reply).not.toContain("Noted");
    expect(reply).not.toContain("!");
  });

  it("takes a greeting with news in it for news", () => {
    expect(conversation().say("Hello, my train leaves at nine")).toMatch(/^Noted: /);
  });
});

describe("what it says about itself", () => {
  it("introduces itself once and signs briefly from then on", () => {
    const chat = conversation();
    expect(chat.say("Hello")).toContain(INTRODUCTION);
    for (const said of ["My cat is Tom.", "Thanks", "What is my cat called?", "What is my fish called?"]) {
      const reply = chat.say(said);
      expect(reply.endsWith(SIGNATURE)).toBe(true);
      expect(reply).not.toContain(INTRODUCTION);
    }
  });

  it("knows its own replies, whole or broken off, from those of others", () => {
    const chat = conversation();
    for (const said of ["My cat is Tom.", "What is my cat called?", "What is my fish called?"]) {
      const reply = chat.say(said);
      expect(isOfflineReply(reply)).toBe(true);
      expect(isOfflineReply(reply.slice(0, -SIGNATURE.length - 2))).toBe(true);
    }
    expect(isOfflineReply("Cats are called cats because…")).toBe(false);
  });
});

describe("when something was said", () => {
  it.each([
    ["2026-11-21T14:02:10Z", "on 21 November 2026 at 14:02 UTC, just now"],
    ["2026-11-21T14:03:00Z", "on 21 November 2026 at 14:02 UTC, 1 minute ago"],
    ["2026-11-21T17:30:00Z", "on 21 November 2026 at 14:02 UTC, 3 hours ago"],
    ["2026-11-24T14:02:00Z", "on 21 November 2026 at 14:02 UTC, 3 days ago"],
    ["2026-11-21T13:00:00Z", "on 21 November 2026 at 14:02 UTC"],
  ])("seen from %s", (now, expected) => {
    expect(saidWhen("2026-11-21T14:02:00Z", now)).toBe(expected);
  });

  it("reads PostgreSQL's way of writing times, in any zone", () => {
    expect(saidWhen("2026-11-21 16:02:00.123456+02", "2026-11-21T14:02:30Z")).toContain(
      "at 14:02 UTC, just now",
    );
  });

  it("is left out when it cannot be read", () => {
    expect(saidWhen("yesterday", "2026-11-21T14:02:00Z")).toBeNull();
  });
});

describe("pieces and sentences", () => {
  it.each(["Noted: “a b”\n\n— offline model", "👩‍🚀👩‍🚀👩‍🚀 ok", "   spaces  ", "", "日本語の文章です。"])(
    "pieces of “%s” are the text again",
    (text) => {
      expect(replyPieces(text).join("")).toBe(text);
      for (const piece of replyPieces(text)) expect(piece.isWellFormed()).toBe(true);
    },
  );

  it("splits at marks and lines, not after abbreviations or inside numbers", () => {
    expect(splitSentences("Dr. Okafor charges 3.50 a day. Fine!\n- one\n2. two\n你好。再见。")).toEqual([
      "Dr. Okafor charges 3.50 a day.",
      "Fine!",
      "one",
      "two",
      "你好。",
      "再见。",
    ]);
  });
});
