import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import type { MemoryPosition } from "@/lib/ports/memory-reader";
import { memoryId } from "@/types/memory-api";

const at = z.union([
  z.literal(""),
  z.string().regex(/^\d{1,2}(?:\.\d{1,2})?$/),
  z.iso.datetime({ offset: true }),
]);
const position = z.tuple([at, memoryId]);

/** A place among memories as callers hold it: opaque to them. */
export function encodeMemoryCursor({ at: place, id }: MemoryPosition): string {
  return Buffer.from(JSON.stringify([place, id])).toString("base64url");
}

/** Throws `invalid_input` for anything that `encodeMemoryCursor` did not make. */
export function decodeMemoryCursor(cursor: string): MemoryPosition {
  try {
    const [place, id] = position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { at: place, id };
  } catch {
    throw new AppError("invalid_input", "The cursor is not one of ours. Start again from the first page.", {
      details: { issues: [{ path: "cursor", message: "is not a cursor of this list" }] },
    });
  }
}
