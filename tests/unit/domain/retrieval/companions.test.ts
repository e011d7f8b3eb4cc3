import { describe, expect, it } from "vitest";
import { companionsOf } from "@/lib/domain/retrieval/companions";
import type { PoolMessage } from "@/lib/domain/retrieval/recall-pool";
import { ELSEWHERE } from "../context/recalled-samples";
import { FAR, replied, said, scored, scoredMemory } from "./pool-samples";

/** What comes along with the last of these messages. */
function companion(...messages: PoolMessage[]) {
  const items = messages.map((message) => scored(message, 1));
  const hit = items.at(-1);
  if (hit === undefined) throw new Error("no message");
  const found = companionsOf(items)(hit);
  return found === null ? null : { why: found.why, at: items.indexOf(found.item) };
}

const OFFER = "I would paint it blue.";

describe("what comes along with a hit", () => {
  it.each([
    "Yes, do that.",
    "yes",
    "Okay, the second one",
    "Let’s do it",
    "I'll take that",
    "Option B",
    "Sounds good!",
    "— Sure.",
    "Ja, mach das",
    "Oui, d'accord",
    "D’accord",
    "Sí, por favor",
    "Va bene",
    "Sim, por favor",
    "Да, давай",
    "好，就这样",
    "はい、お願いします",
    "はい",
    "お願いしますね",
    "好的",
    "好吧，第一个",
    "「可以」",
    "行！",
  ])("is the proposal that it accepts: %s", (text) => {
    expect(companion(replied(1, OFFER), said(2, text))).toEqual({ why: "accepted", at: 0 });
  });

  it.each([
    "Yesterday it rained.",
    "Okra is green.",
    "The plan is old.",
    "Jars are in the cellar.",
    "Simple things are best.",
    "Sisters came.",
    "行李在哪里",
    "好像下雨了",
    "可以吗",
    "はいた靴は青い",
    "そうして冬が来た",
    "",
    "No, leave it.",
    `Yes, and ${"now something else altogether, ".repeat(10)}`,
  ])("is nothing where it accepts nothing: %j", (text) => {
    expect(companion(replied(1, OFFER), said(2, text))).toBeNull();
  });

  it("is nothing where a reply agrees: only a user decides", () => {
    expect(companion(said(1, OFFER), replied(2, "Yes, do that."))).toBeNull();
  });

  it("is the question that a short answer answers, whoever asks", () => {
    expect(companion(replied(1, "Which colour?"), said(2, "Cobalt."))).toEqual({ why: "beside", at: 0 });
    expect(companion(said(1, "Which colour?"), replied(2, "Cobalt."))).toEqual({ why: "beside", at: 0 });
  });

  it("is nothing where the answer says it all, where nothing was asked, and where it asks itself", () => {
    const long = "Cobalt blue, with a thin rim of iron red and a clear glaze over both of them everywhere.";
    expect(companion(said(1, "Which colour?"), replied(2, long))).toBeNull();
    expect(companion(said(1, "A colour."), replied(2, "Cobalt."))).toBeNull();
    expect(companion(said(1, "Which colour?"), replied(2, "Cobalt?"))).toBeNull();
  });

  it("is what stands before it, not what was found before it", () => {
    const items = [
      scored(said(2, "Yes."), 3),
      scored(said(FAR, "The kiln is old."), 2),
      scored(replied(1, OFFER), 1),
    ];
    const [hit] = items;
    expect(hit && companionsOf(items)(hit)?.item).toBe(items[2]);
  });

  it("is nothing of another talk or conversation, nor before the first message", () => {
    expect(companion(replied(1, OFFER), said(1 + FAR, "Yes."))).toBeNull();
    expect(companion(replied(1, OFFER), said(2, "Yes.", { conversationId: ELSEWHERE }))).toBeNull();
    expect(companion(replied(1, OFFER, { saidAt: "2026-01-01T00:00:00.000Z" }), said(2, "Yes."))).toBeNull();
    expect(companion(said(2, "Yes."))).toBeNull();
  });

  it("is nothing for a memory", () => {
    const memory = scoredMemory(1, "Yes.", 1);
    expect(companionsOf([scored(replied(1, OFFER), 1), memory])(memory)).toBeNull();
  });

  it("is nothing for a message whose text is not there", () => {
    expect(companion(replied(1, OFFER), said(2, "Yes.", { content: null }))).toBeNull();
  });
});
