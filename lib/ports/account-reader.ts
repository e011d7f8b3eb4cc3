import type { Cost } from "@/types/receipt";
import type { ConversationId } from "@/types/ids";

export type SpentOn = {
  kind: "chat" | "summary" | "title" | "extraction" | "lab";
  calls: number;
  /** Prompt and completion tokens. */
  tokens: number;
  /** null where a call's price is not known. */
  cost: Cost | null;
};

/** What a conversation has cost so far. */
export type StoredAccount = {
  spent: SpentOn[];
  /** Prompt tokens that summaries kept out of calls: over all receipts, what they replaced less what they took. */
  saved: number;
  /** Versions of its summary. */
  versions: number;
};

/** One user's accounts; null where the caller has no such conversation. */
export type AccountReader = { account(conversationId: ConversationId): Promise<StoredAccount | null> };
