import type { Cost } from "@/types/receipt";

/** US dollars for a million tokens. */
export type TokenPrice = { input: number; cachedInput: number; output: number; asOf: string };

/** `cached`: the part of `prompt` that the provider has read before. */
export type PricedTokens = { prompt: number; cached: number; completion: number };

const MILLION = 1_000_000;

/** What tokens cost; null where the model's price is not known. */
export function costOf(price: TokenPrice | null, tokens: PricedTokens): Cost | null {
  if (price === null) return null;
  const fresh = tokens.prompt - tokens.cached;
  const millionths =
    fresh * price.input + tokens.cached * price.cachedInput + tokens.completion * price.output;
  return { amount: millionths / MILLION, currency: "USD", asOf: price.asOf };
}
