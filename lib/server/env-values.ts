import { z } from "zod";

/** How single variables are read; what is wrong with one is said as the end of a sentence that its name begins. */

export const text = z.string().optional();
export const url = z.url({ protocol: /^https?$/, error: "must be an http or https address" });
export const onOff = z.enum(["on", "off"], { error: "must be on or off" });

export function integer(fallback: number, min: number, max: number) {
  const error = `must be a whole number from ${min.toLocaleString("en")} to ${max.toLocaleString("en")}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, { error })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error })
    .default(fallback);
}

const HOUR_MS = 3_600_000;
export const milliseconds = (fallback: number) => integer(fallback, 100, 24 * HOUR_MS);

export const origins = z
  .string()
  .transform((list) => list.split(",").map((entry) => entry.trim()))
  .transform((list) => list.filter((entry) => entry !== ""))
  .pipe(
    z.array(
      z
        .string()
        .refine((entry) => URL.canParse(entry) && new URL(entry).origin === entry.replace(/\/$/, ""), {
          error: "must list origins such as https://chat.example.org, separated by commas",
        }),
    ),
  )
  .default([]);
