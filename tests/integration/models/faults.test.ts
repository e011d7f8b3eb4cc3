import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ErrorCode } from "@/types/errors";
import type { FaultKind } from "@/tests/support/fake-model/faults";
import { startFakeModel, type FakeModel } from "@/tests/support/fake-model/server";
import { SECRET_IN_BODIES } from "@/tests/support/fake-model/status-faults";
import { ADAPTERS, adapterOn, everythingSaidBy, KEY, LONG, outcomeOf, requestOf } from "./model-under-test";

let fake: FakeModel;
beforeEach(async () => {
  fake = await startFakeModel();
});
afterEach(() => fake.close());

type Expected = {
  fault: FaultKind;
  code: ErrorCode;
  says: RegExp;
  retryable: boolean;
  calls: number;
  retryAfterMs?: number;
  /** Whether half of the reply comes first. */
  begun?: boolean;
  timeouts?: Partial<typeof LONG>;
};

const THREE_TRIES = 3;

const EXPECTED: Expected[] = [
  { fault: "400", code: "provider_refused", says: /did not accept this call/, retryable: false, calls: 1 },
  {
    fault: "context-length",
    code: "provider_refused",
    says: /longer than .* can read/,
    retryable: false,
    calls: 1,
  },
  {
    fault: "401",
    code: "provider_key",
    says: /does not accept the API key\. Check \w+_API_KEY/,
    retryable: false,
    calls: 1,
  },
  { fault: "403", code: "provider_key", says: /does not let this key use/, retryable: false, calls: 1 },
  {
    fault: "404",
    code: "provider_model",
    says: /no model called “openai\/gpt-oss-120b”/,
    retryable: false,
    calls: 1,
  },
  {
    fault: "413",
    code: "provider_refused",
    says: /accepts 8,000 tokens a minute; this call needs 9,120\. Lower the budget/,
    retryable: false,
    calls: 1,
  },
  {
    fault: "429",
    code: "rate_limited",
    says: /accepts 8,000 tokens a minute; this call needs 5,143\. It can be sent again in 7 s\./,
    retryable: true,
    calls: 1,
    retryAfterMs: 7_000,
  },
  { fault: "no-credit", code: "provider_refused", says: /no credit left/, retryable: false, calls: 1 },
  { fault: "498", code: "provider_busy", says: /no room free/, retryable: true, calls: THREE_TRIES },
  {
    fault: "500",
    code: "provider_unavailable",
    says: /failed on its side \(500\)/,
    retryable: true,
    calls: THREE_TRIES,
  },
  {
    fault: "502",
    code: "provider_unavailable",
    says: /lies behind it .*\(502\)/,
    retryable: true,
    calls: THREE_TRIES,
  },
  { fault: "503", code: "provider_busy", says: /overloaded\. Retry/, retryable: true, calls: THREE_TRIES },
  {
    fault: "503-retry-after",
    code: "provider_busy",
    says: /overloaded\. It can be sent again in 7 s/,
    retryable: true,
    calls: 1,
    retryAfterMs: 7_000,
  },
  { fault: "504", code: "provider_unavailable", says: /\(504\)/, retryable: true, calls: THREE_TRIES },
  {
    fault: "redirect",
    code: "provider_refused",
    says: /redirect.*Check \w+_BASE_URL/,
    retryable: false,
    calls: 1,
  },
  {
    fault: "endless-error",
    code: "provider_unavailable",
    says: /\(500\)/,
    retryable: true,
    calls: THREE_TRIES,
  },
  {
    fault: "slow-headers",
    code: "provider_stalled",
    says: /sent nothing for 1 s/,
    retryable: true,
    calls: 1,
    timeouts: { firstTokenMs: 150 },
  },
  {
    fault: "stall",
    code: "provider_stalled",
    says: /sent nothing for/,
    retryable: true,
    calls: 1,
    timeouts: { firstTokenMs: 150 },
  },
  {
    fault: "stall-comments",
    code: "provider_stalled",
    says: /sent nothing for/,
    retryable: true,
    calls: 1,
    timeouts: { firstTokenMs: 300 },
  },
  {
    fault: "stall-mid",
    code: "provider_stalled",
    says: /fell silent in the middle.*What arrived is kept/,
    retryable: true,
    calls: 1,
    begun: true,
    timeouts: { idleMs: 150 },
  },
  {
    fault: "stall-mid",
    code: "provider_stalled",
    says: /was not finished after/,
    retryable: true,
    calls: 1,
    begun: true,
    timeouts: { totalMs: 400 },
  },
  {
    fault: "bad-json",
    code: "provider_malformed",
    says: /cannot be read/,
    retryable: true,
    calls: 1,
    begun: true,
  },
  {
    fault: "truncated",
    code: "provider_malformed",
    says: /ended the reply in the middle/,
    retryable: true,
    calls: 1,
    begun: true,
  },
  {
    fault: "unfinished",
    code: "provider_malformed",
    says: /ended the reply in the middle/,
    retryable: true,
    calls: 1,
    begun: true,
  },
  {
    fault: "html",
    code: "provider_malformed",
    says: /text\/html instead of a reply\. Check \w+_BASE_URL/,
    retryable: true,
    calls: 1,
  },
  {
    fault: "wrong-type",
    code: "provider_malformed",
    says: /application\/octet-stream/,
    retryable: true,
    calls: 1,
  },
  {
    fault: "endless-line",
    code: "provider_malformed",
    says: /line that does not end/,
    retryable: true,
    calls: 1,
    begun: true,
  },
  {
    fault: "drop",
    code: "provider_unavailable",
    says: /broke before the reply began/,
    retryable: true,
    calls: THREE_TRIES,
  },
  {
    fault: "drop-after-headers",
    code: "provider_unavailable",
    says: /broke before the reply began/,
    retryable: true,
    calls: THREE_TRIES,
  },
  {
    fault: "drop-mid",
    code: "provider_unavailable",
    says: /broke in the middle.*kept/,
    retryable: true,
    calls: 1,
    begun: true,
  },
  {
    fault: "stream-error",
    code: "provider_unavailable",
    says: /broke off.*\(500\)/,
    retryable: true,
    calls: 1,
    begun: true,
  },
  {
    fault: "stream-rate-limit",
    code: "rate_limited",
    says: /broke off.*Wait a little/,
    retryable: true,
    calls: 1,
    begun: true,
  },
];

describe.each(ADAPTERS)("faults through %s", (name) => {
  it.each(EXPECTED)("$fault becomes $code: $says", async (expected) => {
    const model = adapterOn(name, fake, { ...LONG, ...expected.timeouts });
    const request = requestOf(`Tell me more. [[fault:${expected.fault}]]`);
    const { error, text, finishes } = await outcomeOf(model.stream(request));

    expect(error?.code).toBe(expected.code);
    expect(error?.message).toMatch(expected.says);
    expect(error?.retryable).toBe(expected.retryable);
    expect(error?.retryAfterMs).toBe(expected.retryAfterMs);
    expect(fake.calls).toBe(expected.calls);
    expect(finishes).toHaveLength(0);
    if (expected.begun === true) expect(text).not.toBe("");
    else expect(text).toBe("");
  });

  it.each(EXPECTED)(
    "$fault repeats neither the key nor the provider's words",
    async ({ fault, timeouts }) => {
      const model = adapterOn(name, fake, { ...LONG, ...timeouts });
      const { error } = await outcomeOf(model.stream(requestOf(`Tell me more. [[fault:${fault}]]`)));
      expect(error).not.toBeNull();
      const said = error === null ? "" : everythingSaidBy(error);
      expect(said).not.toContain(KEY);
      expect(said).not.toContain(SECRET_IN_BODIES);
      expect(said).not.toContain("Tell me more");
    },
  );

  it("gives each fault a sentence of its own that ends in what to do", async () => {
    const sentences = new Map<string, FaultKind>();
    for (const { fault, timeouts } of EXPECTED.filter((row) => row.timeouts === undefined)) {
      const model = adapterOn(name, fake, { ...LONG, ...timeouts });
      const { error } = await outcomeOf(model.stream(requestOf(`[[fault:${fault}]]`)));
      const sentence = error?.message ?? "";
      expect(sentence).toMatch(/\.$/);
      expect(sentence).toMatch(/[Rr]etry|[Cc]heck|[Cc]hoose|Lower|again in|Add credit/);
      sentences.set(sentence, fault);
    }
    // Alike for the reader: two ways to break off before the reply, two to end in the middle, two plain 500s.
    const alike = 3;
    expect(sentences.size).toBe(EXPECTED.filter((row) => row.timeouts === undefined).length - alike);
  });

  it("never follows a redirect, so the key goes nowhere else", async () => {
    await outcomeOf(adapterOn(name, fake).stream(requestOf("[[fault:redirect]]")));
    expect(fake.requests).toHaveLength(1);
  });

  it("tries again while nothing has been said, and then carries on as if nothing had happened", async () => {
    fake.next("503");
    fake.next("drop-after-headers");
    fake.next({ text: "third time lucky" });
    const outcome = await outcomeOf(adapterOn(name, fake).stream(requestOf("hello")));
    expect(outcome.error).toBeNull();
    expect(outcome.text).toBe("third time lucky");
    expect(fake.calls).toBe(3);
  });

  it("says so plainly when nothing listens at the address", async () => {
    const gone = await startFakeModel();
    await gone.close();
    const { error } = await outcomeOf(adapterOn(name, gone).stream(requestOf("hello")));
    expect(error?.code).toBe("provider_unavailable");
    expect(error?.message).toContain(`Nothing answers at ${new URL(gone.url).host}.`);
    expect(error?.message).toMatch(/Check .*_BASE_URL/);
  });

  it("counts every try against the one deadline for the first token", async () => {
    fake.next("500");
    fake.next("stall");
    const model = adapterOn(name, fake, { ...LONG, firstTokenMs: 300 });
    const { error } = await outcomeOf(model.stream(requestOf("hello")));
    expect(error?.code).toBe("provider_stalled");
    expect(fake.calls).toBe(2);
  });
});
