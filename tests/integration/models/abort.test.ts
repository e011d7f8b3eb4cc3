import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFakeModel, type FakeModel } from "@/tests/support/fake-model/server";
import type { FaultKind } from "@/tests/support/fake-model/faults";
import { ADAPTERS, adapterOn, LONG, outcomeOf, requestOf } from "./model-under-test";

let fake: FakeModel;
beforeEach(async () => {
  fake = await startFakeModel();
});
afterEach(() => fake.close());

async function firstRequest() {
  for (;;) {
    const request = fake.requests[0];
    if (request !== undefined) return request;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe.each(ADAPTERS)("stopping a reply through %s", (name) => {
  it.each<FaultKind>(["slow-headers", "stall"])("ends without a word during %s", async (fault) => {
    fake.next(fault);
    const abort = new AbortController();
    const reading = outcomeOf(adapterOn(name, fake).stream(requestOf("hello", { signal: abort.signal })));
    const request = await firstRequest();
    abort.abort();
    const outcome = await reading;
    expect(outcome).toEqual({ rates: [], text: "", thinking: "", finishes: [], error: null });
    expect(await request.ended).toEqual({ abandoned: true });
    expect(fake.calls).toBe(1);
  });

  it("ends without a word in the middle of the reply, and closes the connection", async () => {
    fake.next({ text: "one two three four five six", holdAfterPieces: 3 });
    const abort = new AbortController();
    const stream = adapterOn(name, fake).stream(requestOf("hello", { signal: abort.signal }));
    const outcome = await outcomeOf(stream, () => abort.abort());
    expect(outcome.error).toBeNull();
    expect(outcome.finishes).toHaveLength(0);
    expect("one two three four five six").toContain(outcome.text);
    expect(await fake.requests[0]?.ended).toEqual({ abandoned: true });
  });

  it("sends nothing at all when it was stopped before it began", async () => {
    const stopped = AbortSignal.abort();
    const outcome = await outcomeOf(adapterOn(name, fake).stream(requestOf("hello", { signal: stopped })));
    expect(outcome).toEqual({ rates: [], text: "", thinking: "", finishes: [], error: null });
    expect(fake.requests).toHaveLength(0);
  });

  it("closes the connection when the reader just walks away", async () => {
    fake.next({ text: "one two three four five six", holdAfterPieces: 3 });
    for await (const event of adapterOn(name, fake).stream(requestOf("hello"))) {
      if (event.type === "text") break;
    }
    expect(await fake.requests[0]?.ended).toEqual({ abandoned: true });
  });

  it("does not sit out the pause before another try", async () => {
    const abort = new AbortController();
    fake.next("500");
    // Asked for at the very moment the pause begins, which would last for half an hour.
    const random = () => {
      setImmediate(() => abort.abort());
      return 0;
    };
    const patient = adapterOn(name, fake, LONG, { baseMs: 3_600_000, random });
    const outcome = await outcomeOf(patient.stream(requestOf("hello", { signal: abort.signal })));
    expect(outcome.error).toBeNull();
    expect(fake.calls).toBe(1);
  });

  it("closes the connection when what comes is no reply", async () => {
    fake.next({ fault: "wrong-type", text: "one two three", holdAfterPieces: 1 });
    const outcome = await outcomeOf(adapterOn(name, fake).stream(requestOf("hello")));
    expect(outcome.error?.code).toBe("provider_malformed");
    expect(await fake.requests[0]?.ended).toEqual({ abandoned: true });
  });
});
