import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allAtOnce } from "@/supabase/local/one-at-a-time";
import { backends } from "@/tests/support/backends";
import { mixedRequests } from "@/tests/support/mixed-requests";
import { FIXTURES, startTestStack, type TestStack } from "@/tests/support/stack";

/** A slow machine may take its time: what counts is who was answered what. */
const PATIENCE_MS = 300_000;
const LOAD = { rounds: 10, width: 100 };

for (const { name, postgres } of await backends()) {
  describe(`1,000 requests of mixed callers on ${name}`, () => {
    let own: TestStack;

    beforeAll(async () => {
      own = await startTestStack({ postgres, migrations: FIXTURES });
    });
    afterAll(() => own.stop());

    it(
      "never mixes callers up over HTTP",
      async () => {
        const outcome = await mixedRequests(own, {}, LOAD);
        expect(outcome).toEqual({ requests: 1_000, leaks: [], errors: [] });
      },
      PATIENCE_MS,
    );

    it(
      "never mixes callers up inside the process",
      async () => {
        const outcome = await mixedRequests(own, { fetch: own.stack.fetch }, LOAD);
        expect(outcome).toEqual({ requests: 1_000, leaks: [], errors: [] });
      },
      PATIENCE_MS,
    );
  });
}

describe("without the lock around PGlite's one session", () => {
  it("callers are mixed up, and these tests see it", async () => {
    const own = await startTestStack({ migrations: FIXTURES, serialise: allAtOnce });
    try {
      const outcome = await mixedRequests(own, { fetch: own.stack.fetch }, { rounds: 2, width: 100 });
      expect(outcome.leaks.length + outcome.errors.length).toBeGreaterThan(0);
      expect(outcome.leaks).not.toEqual([]);
    } finally {
      await own.stop().catch(() => undefined);
    }
  });
});
