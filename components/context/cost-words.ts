import type { Cost } from "@/types/receipt";

const AS_OF = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** "$0.22", "$0.0031": two decimals, or as many as show two figures of a small amount. */
export function costWords({ amount, currency }: Pick<Cost, "amount" | "currency">): string {
  const small = amount !== 0 && Math.abs(amount) < 0.1;
  const digits = small ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 2 };
  return new Intl.NumberFormat("en-US", {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    ...digits,
  }).format(amount);
}

/** "at the prices of 1 Nov 2026". */
export function pricesWords({ asOf }: Pick<Cost, "asOf">): string {
  return `at the prices of ${AS_OF.format(new Date(asOf))}`;
}
