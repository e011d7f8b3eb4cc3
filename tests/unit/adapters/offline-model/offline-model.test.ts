import { describe, expect, it } from "vitest";
import { createOfflineModel } from "@/lib/adapters/offline-model/offline-model";
import type { ModelEvent, ModelRequest } from "@/lib/ports/language-model";

function requestOf(more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    model: "offline",
    messages: [
      { role: "user", content: "my sister's dog is called Biscuit", saidAt: "2026-11-21T14:02:00Z" },
      { role: "user", content: "what is my sister's dog called?", saidAt: "2026-11-21T15:02:00Z" },
    ],
    maxOutputTokens: 1_500,
    temperature: null,
    now: "2026-11-21T15:02:00Z",
    signal: new AbortController().signal,
    ...more,
  };
}

async function allOf(stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

const textOf = (events: ModelEvent[]) =>
  events.map((event) => (event.type === "text" ? event.text : "")).join("");

describe("the offline model", () => {
  it("streams its answer in small pieces and finishes without usage of its own", async () => {
    const events = await allOf(createOfflineModel({ tokensPerSecond: 0 }).stream(requestOf()));
    expect(textOf(events)).toContain(
      "“my sister's dog is called Biscuit” — you said this on 21 November 2026 at 14:02 UTC, 1 hour ago.",
    );
    expect(events.length).toBeGreaterThan(20);
    expect(events.at(-1)).toEqual({ type: "finish", reason: "stop", usage: null });
    expect(events.filter((event) => event.type === "finish")).toHaveLength(1);
  });

  it("says the same at any speed", async () => {
    const fast = await allOf(createOfflineModel({ tokensPerSecond: 0 }).stream(requestOf()));
    const paced = await allOf(createOfflineModel({ tokensPerSecond: 2_000 }).stream(requestOf()));
    expect(textOf(paced)).toBe(textOf(fast));
  });

  it("keeps to the reply's limit and says that it was cut", async () => {
    const events = await allOf(
      createOfflineModel({ tokensPerSecond: 0 }).stream(requestOf({ maxOutputTokens: 5 })),
    );
    expect(events).toHaveLength(6);
    expect(events.at(-1)).toMatchObject({ type: "finish", reason: "length" });
  });

  it("ends without a word when it is stopped, however slow it is", async () => {
    const abort = new AbortController();
    const events: ModelEvent[] = [];
    // One token in three hours: only the stop can end this.
    for await (const event of createOfflineModel({ tokensPerSecond: 0.0001 }).stream(
      requestOf({ signal: abort.signal }),
    )) {
      events.push(event);
      abort.abort();
    }
    expect(events).toHaveLength(1);
    expect(
      await allOf(createOfflineModel({ tokensPerSecond: 0 }).stream(requestOf({ signal: abort.signal }))),
    ).toEqual([]);
  });

  it("is always on offer, and is the one model of its kind", async () => {
    const model = createOfflineModel({ tokensPerSecond: 0 });
    const { models, listedBy, problem } = await model.listModels();
    expect(models).toMatchObject([{ id: "offline", provider: "offline", known: true }]);
    expect({ listedBy, problem, first: model.defaultModel }).toEqual({
      listedBy: "provider",
      problem: null,
      first: "offline",
    });
  });
});
