import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rateOfRefusal } from "@/lib/domain/rates/provider-rate";
import { startFakeModel, type FakeModel } from "@/tests/support/fake-model/server";
import { ADAPTERS, adapterOn, outcomeOf, requestOf } from "./model-under-test";

let fake: FakeModel;
beforeAll(async () => {
  fake = await startFakeModel();
});
afterAll(() => fake.close());

/** Long enough that no test outlives it. */
const MINUTE = 60_000;

describe.each(ADAPTERS)("a plan limited by tokens a minute, through %s", (name) => {
  it("is told with every reply, before its text", async () => {
    fake.behave({ plan: { tokens: 8_000, ms: MINUTE } });
    const events: string[] = [];
    for await (const event of adapterOn(name, fake).stream(requestOf("[[reply:one two]]"))) {
      if (events.at(-1) !== event.type) events.push(event.type);
    }
    expect(events).toEqual(["rate", "text", "finish"]);
    const outcome = await outcomeOf(adapterOn(name, fake).stream(requestOf("[[reply:one two]]")));
    const [rate] = outcome.rates;
    expect(rate?.limit).toBe(8_000);
    expect(rate?.resetMs).toBeLessThanOrEqual(MINUTE);
    expect(rate?.resetMs).toBeGreaterThan(MINUTE / 2);
    // The first call gave back what its reply did not take; this one holds its prompt and its whole reply limit.
    const prompt = outcome.finishes[0]?.usage?.promptTokens ?? 0;
    const first = fake.chats.at(-2)?.promptTokens ?? 0;
    expect(rate?.remaining).toBe(8_000 - first - 2 - prompt - 2_500);
  });

  it("is unknown where the provider says nothing", async () => {
    fake.behave({ plan: null });
    const outcome = await outcomeOf(adapterOn(name, fake).stream(requestOf("[[reply:one]]")));
    expect(outcome.rates).toEqual([]);
    expect(outcome.finishes).toHaveLength(1);
  });

  it("refuses what goes over it, and the refusal says what is left and when there is more", async () => {
    fake.behave({ plan: { tokens: 5_000, ms: MINUTE } });
    const adapter = adapterOn(name, fake);
    fake.next({ text: "…", holdAfterPieces: 0 });
    const first = outcomeOf(adapter.stream(requestOf("hello")));
    await expect.poll(() => fake.chats.at(-1)?.promptTokens).toBeGreaterThan(0);
    const refusals = fake.refusals;
    const refused = await outcomeOf(adapter.stream(requestOf("hello again")));
    expect(fake.refusals).toBe(refusals + 1);
    expect(refused.error).toMatchObject({ code: "rate_limited", retryable: true });
    expect(refused.error?.message).toMatch(/accepts 5,000 tokens a minute; this call needs 2,\d{3}\./);
    expect(refused.error?.retryAfterMs).toBeGreaterThan(MINUTE / 2);
    const rate = rateOfRefusal(refused.error?.details);
    expect(rate?.limit).toBe(5_000);
    expect(rate?.remaining).toBeLessThan(2_500);
    fake.release();
    expect((await first).error).toBeNull();
    expect((await outcomeOf(adapter.stream(requestOf("[[reply:now]]")))).text).toBe("now");
  });

  it("is known from the refusal of a call that it never has room for", async () => {
    fake.behave({ plan: { tokens: 2_000, ms: MINUTE } });
    const { error } = await outcomeOf(adapterOn(name, fake).stream(requestOf("hello")));
    expect(error).toMatchObject({ code: "provider_refused" });
    expect(error?.message).toContain("accepts 2,000 tokens a minute");
    expect(rateOfRefusal(error?.details)?.limit).toBe(2_000);
  });

  it("is whole again in the next window", async () => {
    fake.behave({ plan: { tokens: 3_000, ms: 50 } });
    const adapter = adapterOn(name, fake);
    const send = () => outcomeOf(adapter.stream(requestOf("[[words:400]]")));
    expect((await send()).error).toBeNull();
    await expect.poll(async () => (await send()).error).toBeNull();
    fake.behave({ plan: null });
  });
});

describe.each(ADAPTERS)("a scripted provider behind %s", (name) => {
  it("counts as much more as it is told to", async () => {
    const prompt = async () =>
      (await outcomeOf(adapterOn(name, fake).stream(requestOf(`[[reply:x]] ${"word ".repeat(1_000)}`))))
        .finishes[0]?.usage?.promptTokens ?? 0;
    fake.behave({ counting: { preamble: 0, percentMore: 0 } });
    const plain = await prompt();
    fake.behave({ counting: { preamble: 80, percentMore: 9 } });
    expect(await prompt()).toBe(80 + Math.round(plain * 1.09));
    fake.behave({ counting: { preamble: 66, percentMore: 0 } });
  });

  it("refuses what is longer than its window", async () => {
    fake.behave({ window: 2_000 });
    const { error } = await outcomeOf(adapterOn(name, fake).stream(requestOf("hello")));
    expect(error).toMatchObject({ code: "provider_refused" });
    expect(error?.message).toContain("longer than");
    fake.behave({ window: null });
  });

  it("says how much of a prompt it knew already, in whole blocks", async () => {
    fake.behave({ caches: true });
    const system = `${name}: ${"All work and no play makes Jack a dull boy. ".repeat(40)}`;
    const cached = async (said: string) => {
      const messages = [
        { role: "system", content: system, saidAt: null },
        { role: "user", content: said, saidAt: null },
      ] as const;
      const outcome = await outcomeOf(adapterOn(name, fake).stream(requestOf("", { messages })));
      return outcome.finishes[0]?.usage?.cachedTokens ?? -1;
    };
    expect(await cached("[[reply:one]]")).toBe(0);
    const known = await cached("[[reply:two]]");
    expect(known).toBeGreaterThan(256);
    expect(known % 128).toBe(0);
    fake.behave({ caches: false });
  });

  it("remembers what it was sent, byte for byte", async () => {
    await outcomeOf(adapterOn(name, fake).stream(requestOf("[[reply:ü]] naïve 日本\n")));
    const chat = fake.chats.at(-1);
    expect(chat?.messages).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "[[reply:ü]] naïve 日本\n" },
    ]);
    expect(chat?.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
