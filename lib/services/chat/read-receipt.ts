import { AppError } from "@/lib/domain/errors";
import type { ReceiptReader } from "@/lib/ports/receipt-reader";
import type { ReceiptAnswer } from "@/types/api";
import type { TurnId } from "@/types/ids";

/** What a reply's call held and how it went, as it was written down then. Throws `not_found`. */
export async function readReceipt(reader: ReceiptReader, turnId: TurnId): Promise<ReceiptAnswer> {
  const stored = await reader.receipt(turnId);
  if (stored === null) throw new AppError("not_found", "There is no reply with that id.");
  return stored;
}
