import type { ConversationStore } from "@/lib/ports/conversation-store";
import type { MessageQuery, MessageStore } from "@/lib/ports/message-store";
import type { TurnStore } from "@/lib/ports/turn-store";
import type { Message } from "@/types/chat";
import type { ConversationId } from "@/types/ids";
import { found } from "../found";
import { withTextSoFar } from "./with-text-so-far";

type Deps = {
  conversations: Pick<ConversationStore, "find">;
  messages: Pick<MessageStore, "page" | "find" | "textSoFar">;
  turns: Pick<TurnStore, "interruptExpired">;
};

export type MessageRows = { messages: Message[]; hasMore: boolean };

/**
 * A page of messages, ascending. A running reply comes with its text so far, and one whose server has died is found
 * to be interrupted first. Throws `not_found`.
 */
export async function listMessages(
  deps: Deps,
  id: ConversationId,
  query: MessageQuery,
): Promise<MessageRows> {
  const [conversation, first] = await Promise.all([deps.conversations.find(id), pageOf(deps, id, query)]);
  if (!found(conversation).running) return first;
  const ended = await deps.turns.interruptExpired(id);
  const page = ended.length > 0 ? await pageOf(deps, id, query) : first;
  return {
    ...page,
    messages: await Promise.all(page.messages.map((message) => withTextSoFar(deps, message))),
  };
}

async function pageOf({ messages }: Deps, id: ConversationId, query: MessageQuery): Promise<MessageRows> {
  // One more than asked for tells whether there is a next page; it is the farthest from where the page starts.
  const rows = await messages.page(id, { ...query, limit: query.limit + 1 });
  const hasMore = rows.length > query.limit;
  if (!hasMore) return { messages: rows, hasMore };
  return { messages: query.after === undefined ? rows.slice(1) : rows.slice(0, -1), hasMore };
}
