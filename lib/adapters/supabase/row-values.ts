import { z } from "zod";

/** A whole number from the database; drivers hand large ones over as text. */
export const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);

/** A number from the database; drivers hand numeric ones over as text. */
export const decimal = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/)
    .transform(Number),
]);

/** An instant as the database writes it (ISO 8601, to the microsecond). Kept as it is, because a cursor needs all of it. */
export const instant = z.string().min(1);
