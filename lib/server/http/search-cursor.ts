import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import type { SearchPosition } from "@/lib/ports/search-reader";

const doc = z.int().min(0);
const position = z.union([
  z.strictObject({ doc, score: z.number() }),
  z.strictObject({ doc, at: z.iso.datetime({ offset: true }) }),
]);

/** A place in the results as callers hold it: opaque to them. */
export function encodeSearchCursor(place: SearchPosition): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** Throws `invalid_input` for anything that `encodeSearchCursor` did not make for this order. */
export function decodeSearchCursor(cursor: string, sort: "best" | "newest"): SearchPosition {
  try {
    const place = position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    if ("at" in place === (sort === "newest")) return place;
  } catch {
    // Answered below.
  }
  throw new AppError(
    "invalid_input",
    "The cursor is not one of this search. Start again from the first page.",
    {
      details: { issues: [{ path: "cursor", message: "is not a cursor of this search" }] },
    },
  );
}
