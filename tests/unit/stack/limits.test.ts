import { describe, expect, it } from "vitest";
import { RateLimit } from "@/supabase/local/auth/rate-limit";
import { TokenBucket } from "@/supabase/local/realtime/token-bucket";

describe("RateLimit", () => {
  it("lets five tries a minute through per key and says how long the sixth must wait", () => {
    let now = 1_000_000;
    const limit = new RateLimit(5, 60_000, () => now);
    for (let n = 0; n < 5; n += 1) {
      expect(limit.take("ada")).toBe(0);
      now += 1_000;
    }
    expect(limit.take("ada")).toBe(55_000);
    expect(limit.take("bob")).toBe(0);
    now += 55_000;
    expect(limit.take("ada")).toBe(0);
    expect(limit.take("ada")).toBeGreaterThan(0);
  });

  it("forgets a key that was cleared", () => {
    const limit = new RateLimit(1, 60_000, () => 0);
    expect(limit.take("ada")).toBe(0);
    limit.clear("ada");
    expect(limit.take("ada")).toBe(0);
  });
});

describe("TokenBucket", () => {
  it("allows a burst, then a steady rate, and never saves up more than the burst", () => {
    let now = 0;
    const bucket = new TokenBucket(3, 2, () => now);
    expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false]);
    now = 500;
    expect([bucket.take(), bucket.take()]).toEqual([true, false]);
    now = 60_000;
    expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false]);
  });
});
