import { describe, expect, it } from "vitest";
import { readChatChunk } from "@/lib/adapters/model-wire/chat-chunk";
import { faultIn } from "@/lib/adapters/model-wire/model-fault";

const NOW = Date.parse("2026-11-21T14:02:00Z");
const read = (chunk: unknown) => readChatChunk(JSON.stringify(chunk), NOW);
const delta = (fields: object, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta: fields, finish_reason }],
});

function faultOf(data: string) {
  try {
    readChatChunk(data, NOW);
  } catch (error) {
    return faultIn(error);
  }
  return null;
}

describe("one event of a stream", () => {
  it("holds text, and thinking under either of its names", () => {
    expect(read(delta({ content: "a" }))).toMatchObject({ text: "a", thinking: "" });
    expect(read(delta({ reasoning: "b", channel: "analysis" }))).toMatchObject({ text: "", thinking: "b" });
    expect(read(delta({ reasoning_content: "c", content: null }))).toMatchObject({ text: "", thinking: "c" });
    // Some servers send both names with the same text.
    expect(read(delta({ reasoning: "d", reasoning_content: "d" }))).toMatchObject({ thinking: "d" });
  });

  it("may hold nothing at all", () => {
    for (const empty of [
      {},
      { choices: [] },
      { choices: [{}] },
      { choices: null },
      delta({ role: "assistant" }),
    ]) {
      expect(read(empty)).toEqual({ text: "", thinking: "", finish: null, usage: null });
    }
  });

  it.each([
    ["stop", "stop"],
    ["length", "length"],
    ["content_filter", "content_filter"],
    ["tool_calls", "tool_calls"],
    ["eos", "unknown"],
  ])("takes the finish reason %s for %s", (sent, understood) => {
    expect(read(delta({}, sent)).finish).toBe(understood);
  });

  it("reads usage from either place, with zeros for what is not told", () => {
    const usage = {
      prompt_tokens: 10,
      completion_tokens: 4,
      prompt_tokens_details: { cached_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 2 },
    };
    const counted = { promptTokens: 10, cachedTokens: 3, completionTokens: 4, thinkingTokens: 2 };
    expect(read({ choices: [], usage }).usage).toEqual(counted);
    expect(read({ ...delta({}, "stop"), x_groq: { id: "r", usage } }).usage).toEqual(counted);
    expect(read({ choices: [], usage: { prompt_tokens: 7, completion_tokens: null } }).usage).toEqual({
      promptTokens: 7,
      cachedTokens: 0,
      completionTokens: 0,
      thinkingTokens: 0,
    });
    expect(read({ choices: [], usage: null }).usage).toBeNull();
  });
});

describe("what is no event", () => {
  it.each(["", "{", "[]", "null", '"text"', "<html>"])("%s is malformed", (data) => {
    expect(faultOf(data)).toEqual({ kind: "malformed", what: "json" });
  });

  it.each([
    [{ error: { message: "m", type: "server_error", status_code: 503 } }, 503, "server_error"],
    [{ error: { message: "m", code: 429, status: "RESOURCE_EXHAUSTED" } }, 429, "RESOURCE_EXHAUSTED"],
    [{ error: { message: "m", code: "rate_limit_exceeded" } }, 500, "rate_limit_exceeded"],
    [{ error: "out of memory" }, 500, null],
    [{ x_groq: { error: "over capacity" } }, 500, null],
  ])("%j is the provider's refusal", (chunk, status, reason) => {
    expect(faultOf(JSON.stringify(chunk))).toMatchObject({ kind: "refused", inStream: true, status, reason });
  });

  it("keeps nothing of an error but plain words and numbers", () => {
    const error = { message: "key gsk_secret is wrong", code: "bad key: gsk_secret", type: "gsk secret!" };
    expect(JSON.stringify(faultOf(JSON.stringify({ error })))).not.toContain("secret");
  });
});
