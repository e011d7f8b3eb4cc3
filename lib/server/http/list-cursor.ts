import { z } from "zod";
import { AppError } from "@/lib/domain/errors";
import type { ListPosition } from "@/lib/ports/conversation-store";
import { conversationId } from "@/types/api";

const position = z.tuple([z.iso.datetime({ offset: true }), conversationId]);

/** A place in the list as callers hold it: opaque to them, so that what it is made of may change. */
export function encodeCursor({ updatedAt, id }: ListPosition): string {
  return Buffer.from(JSON.stringify([updatedAt, id])).toString("base64url");
}

/** Throws `invalid_input` for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: string): ListPosition {
  try {
    const [updatedAt, id] = position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { updatedAt, id };
  } catch {
    throw new AppError("invalid_input", "The cursor is not one of ours. Start again from the first page.", {
      details: { issues: [{ path: "cursor", message: "is not a cursor of this list" }] },
    });
  }
}
