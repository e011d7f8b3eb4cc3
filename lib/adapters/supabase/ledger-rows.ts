import { z } from "zod";
import type { CalibrationSums, Price } from "@/lib/ports/call-ledger";
import { decimal, wholeNumber } from "./row-values";
import { tokenFamily } from "./window-row";

const calibration = z.object({
  provider: z.string(),
  model: z.string(),
  token_family: tokenFamily,
  calls: wholeNumber,
  sum_x: decimal,
  sum_y: decimal,
  sum_xx: decimal,
  sum_xy: decimal,
  error: decimal,
});

export function sumsRow(value: unknown): CalibrationSums {
  const row = calibration.parse(value);
  return {
    provider: row.provider,
    model: row.model,
    tokenFamily: row.token_family,
    calls: row.calls,
    sumX: row.sum_x,
    sumY: row.sum_y,
    sumXX: row.sum_xx,
    sumXY: row.sum_xy,
    error: row.error,
  };
}

const price = z.object({
  provider: z.string(),
  model: z.string(),
  input: decimal,
  cached_input: decimal,
  output: decimal,
  as_of: z.string(),
});

export function priceRow(value: unknown): Price {
  const { cached_input: cachedInput, as_of: asOf, ...row } = price.parse(value);
  return { ...row, cachedInput, asOf };
}
