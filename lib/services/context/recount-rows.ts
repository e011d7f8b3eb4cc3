import { needsRecount } from "@/lib/domain/context/context-row";
import { messageTokens } from "@/lib/domain/tokens/message-overhead";
import type { TokenCounter } from "@/lib/ports/token-counter";
import type { WindowRow } from "@/lib/ports/turn-store";
import type { TokenFamily } from "@/types/words";

/** The rows with every count made for `family`; those that were counted for another model's are counted again. */
export async function recountRows(
  counter: TokenCounter,
  family: TokenFamily,
  rows: readonly WindowRow[],
): Promise<{ rows: WindowRow[]; recounted: number }> {
  const foreign = new Set(needsRecount(rows, family));
  const count = async (row: WindowRow, text: string) =>
    messageTokens(family, await counter.countText(family, text), row.role);
  const recount = async (row: WindowRow): Promise<WindowRow> => {
    // A muted row comes without its text, and takes nothing.
    if (!foreign.has(row) || row.muted) return row;
    const tokenCount = await count(row, row.content);
    const gistTokens = row.gist === null ? null : await count(row, row.gist);
    return { ...row, tokenCount, gistTokens, tokenFamily: family };
  };
  return { rows: await Promise.all(rows.map(recount)), recounted: foreign.size };
}
