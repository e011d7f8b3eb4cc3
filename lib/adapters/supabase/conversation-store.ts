import type { ConversationSettings, ConversationStore, ListPosition } from "@/lib/ports/conversation-store";
import type { Database } from "@/types/database";
import { conversationColumns, toConversation } from "./conversation-row";
import { dataOf, databaseError } from "./database-fault";
import type { UserClient } from "./user-client";

type NewRow = Database["public"]["Tables"]["conversations"]["Insert"];

const UNIQUE_VIOLATION = "23505";

/** One user's conversations, through the user's own client. */
export function createConversationStore(client: UserClient): ConversationStore {
  const table = () => client.from("conversations");
  return {
    list: async ({ limit, before, agentId }) => {
      let query = table().select(conversationColumns);
      if (agentId !== null) query = query.eq("agent", agentId);
      if (before !== null) query = query.lte("updated_at", before.updatedAt).or(olderThan(before));
      const ordered = query.order("updated_at", { ascending: false }).order("id", { ascending: false });
      return dataOf(await ordered.limit(limit)).map(toConversation);
    },
    find: async (id) => {
      const row = dataOf(await table().select(conversationColumns).eq("id", id).maybeSingle());
      return row === null ? null : toConversation(row);
    },
    create: async ({ id, agentId, temporary = false, ...settings }) => {
      // A trigger fills in what is not given, which the generated type cannot know.
      const row = { id, agent: agentId, temporary, ...columnsOf(settings) } as NewRow;
      const { data, error, status } = await table().insert(row).select(conversationColumns).single();
      if (error?.code === UNIQUE_VIOLATION) return null;
      if (error) throw databaseError(error, status);
      return toConversation(data);
    },
    update: async (id, changes) => {
      const updated = table().update(columnsOf(changes)).eq("id", id).select(conversationColumns);
      const row = dataOf(await updated.maybeSingle());
      return row === null ? null : toConversation(row);
    },
    remove: async (id) => dataOf(await client.rpc("delete_conversation", { p_conversation: id })),
  };
}

/** The keyset's second half; `lte` beside it lets the index find the start. */
function olderThan({ updatedAt, id }: ListPosition): string {
  return `updated_at.lt."${updatedAt}",id.lt.${id}`;
}

function columnsOf(settings: ConversationSettings) {
  return {
    ...(settings.title === undefined ? {} : { title: settings.title }),
    ...(settings.model === undefined ? {} : { model: settings.model }),
    ...(settings.maxTokens === undefined ? {} : { max_tokens: settings.maxTokens }),
    ...(settings.memoryStrategy === undefined ? {} : { memory_strategy: settings.memoryStrategy }),
    ...(settings.windowSize === undefined ? {} : { window_size: settings.windowSize }),
    ...(settings.summaryThreshold === undefined ? {} : { summary_threshold: settings.summaryThreshold }),
    ...(settings.replyReserve === undefined ? {} : { reply_reserve: settings.replyReserve }),
    ...(settings.recallPast === undefined ? {} : { recall_past: settings.recallPast }),
  };
}
