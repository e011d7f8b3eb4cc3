import type { ProviderRate } from "@/lib/domain/rates/provider-rate";
import { durationMs } from "./duration";

const MOST_TOKENS = 1_000_000_000;
/** Limits of tokens are a minute's everywhere; a longer time to wait is a misreading. */
const LONGEST_RESET_MS = 60 * 60 * 1000;

function tokens(headers: Headers, name: string): number | null {
  const value = headers.get(name)?.trim() ?? "";
  return /^\d{1,12}$/.test(value) ? Math.min(Number(value), MOST_TOKENS) : null;
}

/**
 * The tokens a minute of the headers that Groq, OpenAI and those who follow them send; null when any is missing or makes
 * no sense. Sources: console.groq.com/docs/rate-limits, platform.openai.com/docs/guides/rate-limits.
 */
export function rateOf(headers: Headers): ProviderRate | null {
  const limit = tokens(headers, "x-ratelimit-limit-tokens");
  const remaining = tokens(headers, "x-ratelimit-remaining-tokens");
  const reset = headers.get("x-ratelimit-reset-tokens");
  const resetMs = reset === null ? null : durationMs(reset);
  if (limit === null || limit === 0 || remaining === null || resetMs === null) return null;
  return { limit, remaining: Math.min(remaining, limit), resetMs: Math.min(resetMs, LONGEST_RESET_MS) };
}
