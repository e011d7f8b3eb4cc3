import { AppError } from "@/lib/domain/errors";

/** What was looked up. Throws `not_found` where it is missing or not the caller's: the two are not told apart. */
export function found<T>(value: T | null): T {
  if (value !== null) return value;
  throw new AppError("not_found", "There is nothing here with that id.");
}
