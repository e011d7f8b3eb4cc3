import type { ContextWindow } from "@/lib/ports/context-window";
import type { WindowRow } from "@/lib/ports/turn-store";
import type { ConversationId } from "@/types/ids";

/** Tokens of one page; a message that takes more makes the page it is on larger. */
const PAGE_TOKENS = 60_000;
const GROWTH = 4;

/** The newest messages of a conversation, newest first, at most `most`; read page by page through the user's own client. */
export async function readNewest(
  window: ContextWindow,
  conversationId: ConversationId,
  most: number,
): Promise<WindowRow[]> {
  const rows: WindowRow[] = [];
  let budget = PAGE_TOKENS;
  while (rows.length < most) {
    const before = rows.at(-1)?.seq ?? null;
    const page = await window.read(conversationId, { budget, floor: 0, before, withContent: true });
    rows.push(...page.rows);
    if (page.rows.length > 0) budget = PAGE_TOKENS;
    else if (page.older === null) break;
    else budget *= GROWTH;
  }
  return rows.slice(0, most);
}
