import type { AccountReader } from "@/lib/ports/account-reader";
import type { AccountAnswer } from "@/types/api";
import type { ConversationId } from "@/types/ids";
import { found } from "../found";

/** What memory management has cost a conversation, and what it has saved, in tokens. Throws `not_found`. */
export async function readAccount(
  { accounts }: { accounts: AccountReader },
  conversationId: ConversationId,
): Promise<AccountAnswer> {
  const { spent, saved } = found(await accounts.account(conversationId));
  const lines: AccountAnswer["spent"] = [];
  let upkeep = 0;
  for (const { kind, calls, tokens, cost } of spent) {
    if (kind === "summary" || kind === "title" || kind === "extraction") upkeep += tokens;
    if (kind !== "extraction") lines.push({ kind, calls, tokens, cost });
  }
  return { spent: lines, saved, net: saved - upkeep };
}
