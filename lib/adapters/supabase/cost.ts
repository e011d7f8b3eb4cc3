import type { Cost } from "@/types/receipt";

/** All prices are in US dollars. */
export function toCost(amount: number, asOf: string): Cost {
  return { amount, currency: "USD", asOf };
}
