import fc from "fast-check";
import { countTokens as gptCl100k } from "gpt-tokenizer/encoding/cl100k_base";
import { countTokens as gptO200k } from "gpt-tokenizer/encoding/o200k_base";
import { getEncoding } from "js-tiktoken";
import { describe, expect, it } from "vitest";
import { createTokenCounter } from "@/lib/adapters/tokens/tiktoken-counter";
import { textKinds } from "./text-kinds";

const PLAIN = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };
const PEERS = {
  o200k_base: { js: getEncoding("o200k_base"), gpt: (text: string) => gptO200k(text, PLAIN) },
  cl100k_base: { js: getEncoding("cl100k_base"), gpt: (text: string) => gptCl100k(text, PLAIN) },
} as const;
const RUNS = { numRuns: 150, seed: 20261121 };

describe.each(["o200k_base", "cl100k_base"] as const)("counting with %s", (encoding) => {
  const counter = createTokenCounter(encoding);
  const { js, gpt } = PEERS[encoding];

  it.each(Object.entries(textKinds))("agrees with js-tiktoken on %s", (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(counter.count(text)).toBe(js.encode(text, [], []).length);
      }),
      RUNS,
    );
  });

  it.each(Object.entries(textKinds))("agrees with gpt-tokenizer on %s", (_, texts) => {
    const withoutBom = texts.map((text) => text.replaceAll("\uFEFF", ""));
    fc.assert(
      fc.property(withoutBom, (text) => {
        expect(counter.count(text)).toBe(gpt(text));
      }),
      RUNS,
    );
  });

  it("counts a text that names special tokens as plain text", () => {
    expect(counter.count("<|endoftext|>")).toBe(7);
    expect(counter.count("")).toBe(0);
  });

  it("counts a lone surrogate as the replacement character", () => {
    for (const text of ["\ud800", "a\udc00b", "\ud83d\ud83d\ude42"]) {
      expect(counter.count(text)).toBe(counter.count(text.toWellFormed()));
    }
  });

  // gpt-tokenizer loses sight of a byte order mark inside a piece; js-tiktoken and tiktoken itself do not.
  it.each([
    { text: "\uFEFF", ours: 1, theirs: 2 },
    { text: "\uFEFFusing System;", ours: 3, theirs: 5 },
    { text: "a\uFEFFb", ours: 3, theirs: 4 },
    { text: "中\uFEFF", ours: 2, theirs: 3 },
    { text: "\uFEFF\n", ours: 1, theirs: 3 },
    { text: "\uFEFF!", ours: 2, theirs: 3 },
  ])("differs from gpt-tokenizer at U+FEFF: $text", ({ text, ours, theirs }) => {
    expect(js.encode(text, [], [])).toHaveLength(ours);
    expect(counter.count(text)).toBe(ours);
    expect(gpt(text)).toBe(theirs);
  });
});
