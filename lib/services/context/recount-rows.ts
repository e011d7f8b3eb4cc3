import { needsRecount } from "@/lib/domain/context/context-row";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { WindowRow } from "@/lib/ports/turn-store";
import type { TokenFamily } from "@/types/chat";

/** The rows with every count made for `family`; those that were counted for another model's are counted again. */
export async function recountRows(
  counter: TokenCounter,
  family: TokenFamily,
  rows: readonly WindowRow[],
): Promise<{ rows: WindowRow[]; recounted: number }> {
  const foreign = new Set(needsRecount(rows, family));
  const recount = async (row: WindowRow): Promise<WindowRow> => {
    if (!foreign.has(row)) return row;
    const tokens = await counter.countText(family, row.content);
    return { ...row, tokenCount: messageTokens(family, tokens, row.role), tokenFamily: family };
  };
  return { rows: await Promise.all(rows.map(recount)), recounted: foreign.size };
}
