import { describe, expect, it } from "vitest";
import { durationMs } from "@/lib/adapters/model-wire/duration";
import { rateOf } from "@/lib/adapters/model-wire/rate-headers";

const headers = (limit: string, remaining: string, reset: string) =>
  new Headers({
    "x-ratelimit-limit-tokens": limit,
    "x-ratelimit-remaining-tokens": remaining,
    "x-ratelimit-reset-tokens": reset,
  });

describe("the times in a provider's headers", () => {
  it.each([
    ["7.66s", 7_660],
    ["1m2s", 62_000],
    ["6m0s", 360_000],
    ["1h2m3.5s", 3_723_500],
    ["2m", 120_000],
    ["340ms", 340],
    ["1.0834ms", 2],
    ["1s20ms", 1_020],
    ["0s", 0],
    ["12", 12_000],
    ["", null],
    ["soon", null],
    ["-3s", null],
    ["1m2s and more", null],
  ])("%j is %s ms", (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });
});

describe("a plan's tokens a minute", () => {
  it("are read from the headers of Groq and OpenAI", () => {
    expect(rateOf(headers("8000", "2857", "38.57s"))).toEqual({
      limit: 8_000,
      remaining: 2_857,
      resetMs: 38_570,
    });
  });

  it.each([
    ["no headers", new Headers()],
    ["a limit of nothing", headers("0", "0", "1s")],
    ["words", headers("8000", "plenty", "1s")],
    ["less than nothing", headers("8000", "-5", "1s")],
    ["no time", headers("8000", "12", "soon")],
  ])("are unknown with %s", (_, given) => {
    expect(rateOf(given)).toBeNull();
  });

  it("are never more than the limit, nor further off than an hour", () => {
    expect(rateOf(headers("8000", "9000", "30h"))).toEqual({
      limit: 8_000,
      remaining: 8_000,
      resetMs: 3_600_000,
    });
  });
});
