import { describe, expect, it } from "vitest";
import { retryAfterMs } from "@/lib/adapters/model-wire/retry-after";
import { waitText } from "@/lib/adapters/model-wire/wait-text";

const NOW = Date.parse("2026-11-21T14:02:00Z");

describe("how long a provider asks to wait", () => {
  it.each([
    [{ "retry-after": "7" }, "", 7_000],
    [{ "retry-after": "0.5" }, "", 500],
    [{ "retry-after": "Sat, 21 Nov 2026 14:02:30 GMT" }, "", 30_000],
    [{ "retry-after": "Sat, 21 Nov 2026 14:01:00 GMT" }, "", 0],
    [{ "retry-after-ms": "1500", "retry-after": "9" }, "", 1_500],
    [{ "retry-after": "soon" }, "Please try again in 25.2s.", 25_200],
    [{}, "Please try again in 2m59.56s.", 179_560],
    [{}, "Please try again in 1h0m3s.", 3_603_000],
    [{}, "Please try again in 340ms.", 340],
    [{ "retry-after": "999999999" }, "", 86_400_000],
    [{ "retry-after": "-5" }, "", null],
    [{}, "Slow down.", null],
  ])("%j %s → %s ms", (headers, message, expected) => {
    expect(retryAfterMs(new Headers(headers), message, NOW)).toBe(expected);
  });

  it.each([
    [400, "1 s"],
    [7_000, "7 s"],
    [99_000, "99 s"],
    [100_000, "2 min"],
    [300_000, "5 min"],
    [20_000_000, "6 h"],
  ])("%i ms reads as %s, never too short", (ms, text) => {
    expect(waitText(ms)).toBe(text);
  });
});
