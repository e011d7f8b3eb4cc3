import type { SummaryStore } from "@/lib/ports/summary-store";
import type { Message } from "@/types/chat";
import type { TokenFamily } from "@/types/words";
import type { ConversationId, UserId } from "@/types/ids";

/** Messages that lie this near to each other are read together. */
const NEAR = 20;

/**
 * The families that messages are counted in, by seq: what stands for a message is counted as the message is. One that
 * cannot be in a call is not in it.
 */
export async function familiesOf(
  summaries: Pick<SummaryStore, "work">,
  owner: UserId,
  conversationId: ConversationId,
  messages: readonly Pick<Message, "seq">[],
): Promise<Map<number, TokenFamily>> {
  const families = new Map<number, TokenFamily>();
  for (const { from, to } of groupsOf(messages.map(({ seq }) => seq))) {
    for (let after = from - 1, more = true; more;) {
      const page = await summaries.work({ owner, conversationId, from: after, to, tokenLimit: 50_000 });
      for (const row of page.rows) families.set(row.seq, row.tokenFamily);
      more = page.more;
      after = page.rows.at(-1)?.seq ?? to;
    }
  }
  return families;
}

function groupsOf(seqs: readonly number[]): { from: number; to: number }[] {
  const groups: { from: number; to: number }[] = [];
  for (const seq of seqs.toSorted((a, b) => a - b)) {
    const last = groups.at(-1);
    if (last !== undefined && seq - last.to <= NEAR) last.to = seq;
    else groups.push({ from: seq, to: seq });
  }
  return groups;
}
