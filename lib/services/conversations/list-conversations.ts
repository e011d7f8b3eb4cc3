import type { ConversationStore, ListPosition, ListQuery } from "@/lib/ports/conversation-store";
import type { Conversation } from "@/types/chat";

type Deps = { conversations: Pick<ConversationStore, "list"> };

/** One page, newest activity first, and where the next one begins. */
export async function listConversations(
  { conversations }: Deps,
  query: ListQuery,
): Promise<{ conversations: Conversation[]; next: ListPosition | null }> {
  // One more than asked for tells whether there is a next page.
  const rows = await conversations.list({ ...query, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const next = rows.length > query.limit && last ? { updatedAt: last.updatedAt, id: last.id } : null;
  return { conversations: page, next };
}
