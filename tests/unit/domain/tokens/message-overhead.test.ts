import { describe, expect, it } from "vitest";
import { createTokenCounter } from "@/lib/adapters/tokens/tiktoken-counter";
import { messageTokens, overheadOf, systemTokens, textTokensOf } from "@/lib/domain/tokens/message-overhead";
import { encodingOf } from "@/lib/domain/tokens/token-family";
import type { MessageRole, TokenFamily } from "@/types/words";

type Said = { role: MessageRole; name?: string; content: string };

function countOf(family: TokenFamily, text: string): number {
  return createTokenCounter(encodingOf(family)).count(text);
}

function promptTokens(family: TokenFamily, messages: readonly Said[]): number {
  let tokens = systemTokens(family, 0);
  for (const { role, name, content } of messages) {
    const nameTokens = name === undefined ? 0 : countOf(family, name);
    tokens += messageTokens(family, countOf(family, content), role, nameTokens);
  }
  return tokens;
}

describe("OpenAI's prompts", () => {
  // The example of the OpenAI cookbook ("How to count tokens with tiktoken") and what the API counted for it.
  const example: Said[] = [
    {
      role: "system",
      content:
        "You are a helpful, pattern-following assistant that translates corporate jargon into plain English.",
    },
    { role: "system", name: "example_user", content: "New synergies will help drive top-line growth." },
    {
      role: "system",
      name: "example_assistant",
      content: "Things working well together will increase revenue.",
    },
    {
      role: "system",
      name: "example_user",
      content:
        "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage.",
    },
    {
      role: "system",
      name: "example_assistant",
      content: "Let's talk later when we're less busy about how to do better.",
    },
    {
      role: "user",
      content: "This late pivot means we don't have time to boil the ocean for the client deliverable.",
    },
  ];

  it.each([
    ["openai-cl100k", 129],
    ["openai-o200k", 124],
  ] as const)("count for %s as the API counted them", (family, tokens) => {
    expect(promptTokens(family, example)).toBe(tokens);
  });
});

describe("harmony's prompts", () => {
  const MARKERS = /<\|(?:start|message|end|channel)\|>/g;

  it("count as the template writes them", () => {
    const rendered =
      "<|start|>system<|message|>You are ChatGPT, a large language model trained by OpenAI.\n" +
      "Knowledge cutoff: 2024-06\nCurrent date: 2026-11-21\n\nReasoning: medium\n\n" +
      "# Valid channels: analysis, commentary, final. Channel must be included for every message.<|end|>" +
      "<|start|>developer<|message|># Instructions\n\nBe brief.\n\n<|end|>" +
      "<|start|>user<|message|>Hello!<|end|>" +
      "<|start|>assistant<|channel|>final<|message|>Hello to you.<|end|>" +
      "<|start|>user<|message|>And now?<|end|>" +
      "<|start|>assistant";
    let tokens = rendered.match(MARKERS)?.length ?? 0;
    for (const text of rendered.split(MARKERS)) tokens += countOf("gpt-oss", text);

    const counted =
      systemTokens("gpt-oss", countOf("gpt-oss", "Be brief.")) +
      messageTokens("gpt-oss", countOf("gpt-oss", "Hello!"), "user") +
      messageTokens("gpt-oss", countOf("gpt-oss", "Hello to you."), "assistant") +
      messageTokens("gpt-oss", countOf("gpt-oss", "And now?"), "user");
    // Beside the markers the text ".\n\n" of the instructions is one token where its parts are two.
    expect(counted - tokens).toBe(1);
  });
});

describe("Llama 3's prompts", () => {
  it("count the headers, the start of the text and the template's own dates", () => {
    const dates = countOf("llama", "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n");
    // <|begin_of_text|>, a header of 4 and <|eot_id|> around the dates, and the header that opens the reply.
    expect(systemTokens("llama", 0)).toBe(1 + 5 + dates + 4);
    expect(messageTokens("llama", 10, "user")).toBe(15);
  });
});

describe("a model of an unknown family", () => {
  it("counts a tenth more, rounded up", () => {
    expect(textTokensOf("unknown", 10)).toBe(11);
    expect(textTokensOf("unknown", 11)).toBe(13);
    expect(textTokensOf("unknown", 0)).toBe(0);
    expect(messageTokens("unknown", 100, "user")).toBe(110 + overheadOf("unknown").perMessage);
  });

  it("never counts less than a known family does with the same ranks", () => {
    for (const role of ["user", "assistant", "system"] as const) {
      expect(messageTokens("unknown", 40, role)).toBeGreaterThan(messageTokens("openai-cl100k", 40, role));
    }
  });
});

it("does not charge for a system prompt that is not there", () => {
  for (const family of ["gpt-oss", "openai-o200k", "openai-cl100k", "llama", "unknown"] as const) {
    const { preamble, replyPriming } = overheadOf(family);
    expect(systemTokens(family, 0)).toBe(preamble + replyPriming);
    expect(systemTokens(family, 8)).toBe(preamble + replyPriming + messageTokens(family, 8, "system"));
  }
});
