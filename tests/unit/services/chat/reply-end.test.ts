import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/errors";
import type { ModelEvent } from "@/lib/ports/language-model";
import { stopTurn } from "@/lib/services/chat/stop-turn";
import { newUserId } from "./support/samples";
import { owner, partsOf, read, say, textOf, type Parts } from "./support/bench-of-parts";

/** Lets the model say `steps`, and returns how the turn ended for its reader and in the database. */
async function endWith(parts: Parts, ...steps: (ModelEvent | Error)[]) {
  const turn = await say(parts, "Hello");
  const reader = read(parts, turn);
  parts.model.feed(...steps);
  await parts.time.advance(2_000);
  await Promise.all([reader.ended, turn.finished]);
  const row = parts.store.rows.get(turn.turnId);
  return { event: reader.events.at(-1), events: reader.events, finish: row?.finish, row };
}

const text = (words: string) => ({ type: "text", text: words }) as const;
const thinking = (words: string) => ({ type: "thinking", text: words }) as const;

describe("how a reply ends", () => {
  it("stores the provider's usage with our own count beside it", async () => {
    const parts = partsOf();
    const usage = { promptTokens: 90, cachedTokens: 10, completionTokens: 7, thinkingTokens: 2 };
    const { event, finish } = await endWith(parts, thinking("Hm"), text("Hello!"), {
      type: "finish",
      reason: "stop",
      usage,
    });
    const expected = { ...usage, countedPromptTokens: 25, countedCompletionTokens: 8, source: "provider" };
    expect(event).toMatchObject({ type: "done", usage: expected });
    expect(finish?.usage).toMatchObject({ ...expected, provider: "offline", model: "offline" });
  });

  it("stores our own count where the provider sends no usage", async () => {
    const { finish } = await endWith(partsOf(), text("Hello!"), {
      type: "finish",
      reason: "stop",
      usage: null,
    });
    expect(finish?.usage).toMatchObject({ promptTokens: 25, completionTokens: 6, source: "counted" });
  });

  it("fails with the provider's error and keeps the text that came before it", async () => {
    const parts = partsOf();
    const refusal = new AppError("rate_limited", "The provider asks to wait.", { retryAfterMs: 7_000 });
    const { event, events, row } = await endWith(parts, text("Half of"), refusal);
    const error = { code: "rate_limited", message: refusal.message, retryable: true, retryAfterMs: 7_000 };
    expect(event).toEqual({ type: "error", ...error });
    expect(textOf(events)).toBe("Half of");
    expect(row).toMatchObject({ status: "failed", finish: { error, usage: { completionTokens: 7 } } });
    expect(parts.lines.at(-1)).toMatchObject({ event: "turn.failed", fields: { status: "failed" } });
  });

  it("charges nothing when the provider refused before its first token", async () => {
    const { finish } = await endWith(partsOf(), new AppError("provider_key", "The key is not valid."));
    expect(finish?.usage).toBeNull();
  });

  it("says that the room was used up by thinking, and offers a retry", async () => {
    const { event } = await endWith(partsOf(), thinking("Hm, hm."), {
      type: "finish",
      reason: "length",
      usage: null,
    });
    expect(event).toMatchObject({ type: "error", code: "provider_malformed", retryable: true });
    expect(event).toHaveProperty("message", expect.stringContaining("used up by thinking"));
  });

  it("says that the provider withheld the reply", async () => {
    const { event } = await endWith(partsOf(), { type: "finish", reason: "content_filter", usage: null });
    expect(event).toMatchObject({ type: "error", code: "provider_refused" });
  });

  it("turns a defect into an error that tells nothing of it", async () => {
    const { event } = await endWith(partsOf(), new TypeError("secret internals"));
    expect(event).toMatchObject({ type: "error", code: "internal" });
    expect(JSON.stringify(event)).not.toContain("internals");
  });

  it("cuts a reply at the longest text that a message may hold", async () => {
    const parts = partsOf();
    const { event, row } = await endWith(parts, text("x".repeat(399_999)), text("yyy"), text("zzz"));
    expect(event).toMatchObject({ type: "done", status: "complete", finishReason: "length" });
    expect(parts.store.text(row?.turnId ?? ("" as never))).toHaveLength(400_000);
  });

  it("remembers how long the model thought", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    await parts.time.settle();
    parts.model.feed(thinking("Hm."));
    await parts.time.advance(1_200);
    parts.model.say("Yes.");
    await parts.time.advance(3_000);
    parts.model.end();
    await parts.time.advance(1_000);
    expect(parts.store.rows.get(turn.turnId)?.finish).toMatchObject({ thinkingMs: 1_200, thinkingTokens: 3 });
    await reader.ended;
    expect(reader.events.at(-1)).toMatchObject({ type: "done", thinkingMs: 1_200 });
  });
});

describe("stopping", () => {
  const elsewhere = { requestStop: () => Promise.resolve(false) };

  it("keeps the text and ends the model call at once where the turn runs", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const reader = read(parts, turn);
    parts.model.say("Half");
    await parts.time.settle();
    expect(await stopTurn({ hub: parts.hub, actions: elsewhere }, turn.turnId, owner)).toBe(true);
    await reader.ended;
    expect(parts.model.requests[0]?.signal.aborted).toBe(true);
    expect(parts.store.text(turn.turnId)).toBe("Half");
    expect(reader.events.at(-1)).toMatchObject({ type: "done", status: "stopped" });
  });

  it("does not wait for a provider that does not notice", async () => {
    const parts = partsOf();
    parts.model.deaf = true;
    const turn = await say(parts, "Hello");
    parts.model.say("Half");
    await parts.time.settle();
    await stopTurn({ hub: parts.hub, actions: elsewhere }, turn.turnId, owner);
    await turn.finished;
    parts.model.say(" and more");
    await parts.time.advance(1_000);
    expect(parts.store.rows.get(turn.turnId)).toMatchObject({ status: "stopped" });
    expect(parts.store.text(turn.turnId)).toBe("Half");
  });

  it("asks the database for a turn that runs elsewhere or is not the caller's", async () => {
    const parts = partsOf();
    const turn = await say(parts, "Hello");
    const asked: string[] = [];
    const actions = { requestStop: (id: string) => Promise.resolve(asked.push(id) > 0) };
    const stranger = newUserId();
    await stopTurn({ hub: parts.hub, actions }, turn.turnId, stranger);
    expect(asked).toEqual([turn.turnId]);
    expect(parts.hub.get(turn.turnId)?.ceased).toBeNull();
  });
});
