import { AppError } from "@/lib/domain/errors";
import { holdsSecret } from "@/lib/domain/memory/secrets";
import { textTokensOf } from "@/lib/domain/tokens/message-overhead";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { TokenFamily } from "@/types/words";

/** Entries are used with any model; where none is at hand they are counted for this one. */
export const ENTRY_FAMILY: TokenFamily = "gpt-oss";

/** Tokens of an entry's bare text. */
export async function entryTokens(
  counter: Pick<TokenCounter, "countText">,
  family: TokenFamily,
  content: string,
): Promise<number> {
  return textTokensOf(family, await counter.countText(family, content));
}

/** Throws `cannot_store` for what must never become a memory. */
export function refuseSecret(content: string): void {
  if (!holdsSecret(content)) return;
  throw new AppError(
    "cannot_store",
    "This looks like a password, a key or the number of a card. Such things are never kept as memories.",
    { details: { field: "content", reason: "secret" } },
  );
}
