import { AppError } from "@/lib/domain/errors";
import type { RecalledSources } from "@/lib/ports/recalled-sources";
import type { ReceiptReader } from "@/lib/ports/receipt-reader";
import type { ReceiptAnswer } from "@/types/api";
import type { TurnId } from "@/types/ids";

/** What a reply's call held and how it went, as it was written down then, and what it recalled as it is now. Throws `not_found`. */
export async function readReceipt(
  { receipts, recalled }: { receipts: ReceiptReader; recalled: RecalledSources },
  turnId: TurnId,
): Promise<ReceiptAnswer> {
  const stored = await receipts.receipt(turnId);
  if (stored === null) throw new AppError("not_found", "There is no reply with that id.");
  const entries = stored.receipt?.recalled ?? [];
  return entries.length === 0 ? stored : { ...stored, recalled: await recalled.read(entries) };
}
