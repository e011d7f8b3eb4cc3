import type { ReceiptAnswer } from "@/types/api";
import type { TurnId } from "@/types/ids";

/** One user's receipts; null where the caller has no such turn. */
export type ReceiptReader = { receipt(turnId: TurnId): Promise<ReceiptAnswer | null> };
